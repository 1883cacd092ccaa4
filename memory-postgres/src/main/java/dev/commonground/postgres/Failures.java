package dev.commonground.postgres;

import dev.commonground.store.MemoryStoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the errors of PostgreSQL and its driver, and translates them into messages that name a remedy.
 *
 * @param address the database, as messages name it
 * @param patience how long transient failures are retried
 */
record Failures(String address, Duration patience) {

    static final String UNIQUE_VIOLATION = "23505";
    static final String NOT_SUPPORTED = "0A000";

    /** Another transaction was faster, and this one must run again. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** The server is stopping, starting, recovering, out of connections, or a standby. */
    private static final Set<String> UNREACHABLE = Set.of("57P01", "57P02", "57P03", "53300", "25006");

    private static final String CONNECTION = "08";

    /** Returns whether a retry can succeed. */
    static boolean isTransient(SQLException e) {
        String state = state(e);
        return CONFLICTS.contains(state) || isUnreachable(e, state);
    }

    private static boolean isUnreachable(SQLException e, String state) {
        return UNREACHABLE.contains(state)
                || state.startsWith(CONNECTION)
                || (state.isEmpty() && e instanceof SQLTransientConnectionException);
    }

    /** Returns the first SQL state of an exception and its causes, because pools wrap the exceptions of the driver. */
    static String state(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** Returns the exception to throw after the last attempt. */
    MemoryStoreException failure(SQLException e) {
        String state = state(e);
        return new MemoryStoreException("The memory at %s %s".formatted(address, advice(e, state)), e);
    }

    private String advice(SQLException e, String state) {
        if (CONFLICTS.contains(state)) {
            return "had conflicting writes at every attempt for %s, so nothing of this write was stored: try again"
                    .formatted(seconds());
        }
        if (state.isEmpty() && isUnreachable(e, state)) {
            return "gave no connection for %s, because all connections of the pool are in use: enlarge the pool, or find the code that holds them"
                    .formatted(seconds());
        }
        if (isUnreachable(e, state)) {
            return "could not be reached for %s, and the outcome of a write in progress is unknown: try again when the server is back, a restart is not necessary"
                    .formatted(seconds());
        }
        return advice(state);
    }

    private String seconds() {
        long seconds = patience.toSeconds();
        return seconds == 1 ? "1 second" : seconds + " seconds";
    }

    private static String advice(String state) {
        return switch (state) {
            case "28P01", "28000" -> "refused the login: check user and password, and pg_hba.conf on the server";
            case "3D000" -> "names a database that does not exist: create it, or correct its name";
            case "42501" ->
                "refused access to this role: grant it USAGE on the schema and SELECT, INSERT, UPDATE and DELETE on its tables";
            case "53100" ->
                "has no room left on its disk, so nothing of this write was stored: free some space and try again";
            default -> "failed (%s): see the cause".formatted(state);
        };
    }

    /** Returns the first {@link SQLException} of an exception and its causes, or null if there is none. */
    static @Nullable SQLException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}

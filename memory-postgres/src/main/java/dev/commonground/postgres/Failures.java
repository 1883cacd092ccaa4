package dev.commonground.postgres;

import dev.commonground.log.MemoryStoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL and its driver say, sorted by what can be done about it, in the words of somebody who can.
 *
 * @param address where the store is
 * @param patience for how long what may pass is tried again
 */
record Failures(String address, Duration patience) {

    static final String UNIQUE_VIOLATION = "23505";
    static final String NOT_SUPPORTED = "0A000";

    /** Somebody else was faster; the transaction is to be run again. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** The server stops, starts, recovers, is full or has become a standby. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300", "25006");

    private static final String CONNECTION = "08";

    /** Returns whether the same may go well a little later. */
    static boolean mayPass(SQLException e) {
        String state = state(e);
        return CONFLICTS.contains(state) || away(e, state);
    }

    private static boolean away(SQLException e, String state) {
        return AWAY.contains(state)
                || state.startsWith(CONNECTION)
                || (state.isEmpty() && e instanceof SQLTransientConnectionException);
    }

    /** Returns the first state among an exception and its causes; pools wrap what the driver said. */
    static String state(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** Returns what to throw when nothing more is tried. */
    MemoryStoreException failure(SQLException e) {
        String state = state(e);
        return new MemoryStoreException("The memory at %s %s".formatted(address, advice(e, state)), e);
    }

    private String advice(SQLException e, String state) {
        if (CONFLICTS.contains(state)) {
            return "was written by others at every attempt for %d seconds, so nothing of this write was stored: try again"
                    .formatted(patience.toSeconds());
        }
        if (state.isEmpty() && away(e, state)) {
            return "gave no connection for %d seconds, because all of the pool's are in use: enlarge the pool, or find who keeps them"
                    .formatted(patience.toSeconds());
        }
        if (away(e, state)) {
            return "could not be reached for %d seconds; a write that was under way may be stored or not: try again once the server is back, nothing has to be restarted"
                    .formatted(patience.toSeconds());
        }
        String known = switch (state) {
            case "28P01", "28000" -> "refused the login: check user and password, and pg_hba.conf on the server";
            case "3D000" -> "is a database that does not exist: create it, or correct its name";
            case "42501" ->
                "is closed to this role: grant it USAGE on the schema and SELECT, INSERT, UPDATE and DELETE on its tables";
            case "53100" ->
                "has no room left on its disk, so nothing of this write was stored: free some space and try again";
            default -> null;
        };
        return known != null ? known : "failed (%s): see the cause".formatted(state);
    }

    static @Nullable SQLException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}

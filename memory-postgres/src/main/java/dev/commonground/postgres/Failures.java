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
    static final String NOT_NULL_VIOLATION = "23502";
    static final String NOT_SUPPORTED = "0A000";

    /** Another transaction was faster, and this one must run again. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** The server is stopping, starting, recovering, out of connections, or a standby. */
    private static final Set<String> UNREACHABLE = Set.of("57P01", "57P02", "57P03", "53300", "25006");

    private static final String CONNECTION = "08";

    /** A standby refuses to write; it may become the primary. */
    static final String READ_ONLY = "25006";

    /** PgBouncer does not pass on a parameter of the connection. */
    private static final String STARTUP_PARAMETER = "startup parameter";

    /** Returns whether a retry can succeed. */
    static boolean isTransient(SQLException e) {
        String state = state(e);
        return CONFLICTS.contains(state) || (isUnreachable(e, state) && !isRefusedByPooler(e));
    }

    private static boolean isRefusedByPooler(SQLException e) {
        return String.valueOf(e.getMessage()).contains(STARTUP_PARAMETER)
                || (e.getCause() instanceof SQLException cause && isRefusedByPooler(cause));
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
        if (isRefusedByPooler(e)) {
            return "is behind a pooler that refuses a parameter of the connection: add it to ignore_startup_parameters"
                    + " in pgbouncer.ini, or leave it out; the schema can be named with"
                    + " PostgresStore.builder(...).schema(...) instead of currentSchema";
        }
        if (state.equals(READ_ONLY)) {
            return "was a standby, which only reads, for %s: name the primary, with targetServerType=primary if the URL has several hosts, or open the memory with readOnly()"
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
                "refused access to this role: grant it USAGE on the schema and SELECT, INSERT, UPDATE and DELETE on"
                        + " its tables";
            case "53100" ->
                "has no room left on its disk, so nothing of this write was stored: free some space and try again";
            case "57014", "55P03" ->
                "took longer than statement_timeout or lock_timeout allow, so nothing of this write was stored: raise"
                        + " the timeout for this role, with ALTER ROLE ... SET statement_timeout";
            case "26000", "42P05", "08P01" ->
                "is behind a pooler that gives each transaction another connection: add prepareThreshold=0 to the URL,"
                        + " or let the pool keep a connection for each session";
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

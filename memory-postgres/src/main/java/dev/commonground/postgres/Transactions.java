package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Runs tasks on connections of a data source, and retries them for a limited time after transient failures: conflicts with
 * other writers, broken connections, an unreachable server. Every task only reads, or has the same effect if it is
 * repeated.
 *
 * <p>Thread-safe.
 */
final class Transactions {

    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 200_000_000;

    private final DataSource source;
    private final Failures failures;
    private final AtomicBoolean closed = new AtomicBoolean();

    Transactions(DataSource source, Failures failures) {
        this.source = source;
        this.failures = failures;
    }

    /** Runs a task of one statement, which is its own transaction. */
    <T> T statement(PostgresTask<T> task) {
        return retrying(connection -> run(connection, true, task));
    }

    /** Runs a task in a transaction and returns its result when the transaction is durable. */
    <T> T transaction(PostgresTask<T> task) {
        return retrying(connection -> run(connection, false, task));
    }

    private <T> T retrying(PostgresTask<T> task) {
        long deadline = System.nanoTime() + failures.patience().toNanos();
        long longest = SHORTEST_PAUSE_NANOS;
        while (true) {
            checkOpen();
            try (Connection connection = source.getConnection()) {
                return task.run(connection);
            } catch (SQLException e) {
                if (isFinal(e, deadline)) {
                    throw failures.failure(e);
                }
            }
            longest = Math.min(2 * longest, LONGEST_PAUSE_NANOS);
            pause(longest);
        }
    }

    /** Pauses for a random time, so that writers in conflict do not retry at the same moment. */
    private static void pause(long longest) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, longest + 1));
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The memory is closed: open it again");
        }
    }

    private static boolean isFinal(SQLException e, long deadline) {
        return !Failures.isTransient(e)
                || System.nanoTime() > deadline
                || Thread.currentThread().isInterrupted();
    }

    /** Runs a task and leaves the connection as it was, because not every pool resets its connections. */
    private static <T> T run(Connection connection, boolean autoCommit, PostgresTask<T> task) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(autoCommit);
        try {
            T result = task.run(connection);
            if (!autoCommit) {
                connection.commit();
            }
            giveBack(connection, before);
            return result;
        } catch (SQLException | RuntimeException e) {
            restore(connection, autoCommit, before, e);
            throw e;
        }
    }

    /** The task has its result, so a connection that the pool has closed meanwhile costs nothing. */
    private static void giveBack(Connection connection, boolean autoCommit) throws SQLException {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            if (!connection.isClosed()) {
                throw e;
            }
        }
    }

    private static void restore(Connection connection, boolean autoCommit, boolean before, Exception cause) {
        try {
            if (!autoCommit) {
                connection.rollback();
            }
            connection.setAutoCommit(before);
        } catch (SQLException broken) {
            cause.addSuppressed(broken);
        }
    }

    Failures failures() {
        return failures;
    }

    void close() {
        closed.set(true);
    }
}

package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Runs what is to be done with the database, and again for a bounded time when it fails in a way that may pass: others
 * were faster, a connection was cut, the server is away. Every task either reads or can be repeated without doubling
 * anything.
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

    /** Runs a task of one statement, which is a transaction of its own. */
    <T> T statement(SqlTask<T> task) {
        return patiently(connection -> alone(connection, task));
    }

    /** Runs a task in a transaction and returns when that is durable. */
    <T> T transaction(SqlTask<T> task) {
        return patiently(connection -> together(connection, task));
    }

    private <T> T patiently(SqlTask<T> task) {
        long deadline = System.nanoTime() + failures.patience().toNanos();
        long longest = SHORTEST_PAUSE_NANOS;
        while (true) {
            if (closed.get()) {
                throw new IllegalStateException("This memory is closed: open it again before reading or writing");
            }
            try (Connection connection = source.getConnection()) {
                return task.run(connection);
            } catch (SQLException e) {
                if (!Failures.mayPass(e)
                        || System.nanoTime() > deadline
                        || Thread.currentThread().isInterrupted()) {
                    throw failures.failure(e);
                }
            }
            longest = Math.min(2 * longest, LONGEST_PAUSE_NANOS);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, longest + 1));
        }
    }

    private static <T> T alone(Connection connection, SqlTask<T> task) throws SQLException {
        boolean before = connection.getAutoCommit();
        if (before) {
            return task.run(connection);
        }
        connection.setAutoCommit(true);
        T result = task.run(connection);
        connection.setAutoCommit(false);
        return result;
    }

    private static <T> T together(Connection connection, SqlTask<T> task) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            T result = task.run(connection);
            connection.commit();
            connection.setAutoCommit(before);
            return result;
        } catch (SQLException | RuntimeException e) {
            undo(connection, before, e);
            throw e;
        }
    }

    private static void undo(Connection connection, boolean autoCommit, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException gone) {
            cause.addSuppressed(gone);
        }
    }

    Failures failures() {
        return failures;
    }

    void close() {
        closed.set(true);
    }
}

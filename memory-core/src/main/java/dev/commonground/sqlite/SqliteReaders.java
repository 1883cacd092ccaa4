package dev.commonground.sqlite;

import dev.commonground.log.MemoryStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The connections that read, kept for the next reader; readers never wait for a writer.
 *
 * <p>Thread-safe.
 */
final class SqliteReaders {

    /** More threads than this open a connection of their own for one read. */
    private static final int KEPT = 8;

    private final SqliteFile file;
    private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(KEPT);
    private final AtomicBoolean closed = new AtomicBoolean();

    SqliteReaders(SqliteFile file) {
        this.file = file;
    }

    /** Runs a task of one statement. */
    <T> T query(SqlTask<T> task) {
        return run(task);
    }

    /** Runs a task within one read transaction, so that all its statements see one moment of the store. */
    <T> T read(SqlTask<T> task) {
        return run(connection -> {
            connection.setAutoCommit(false);
            T result = task.run(connection);
            connection.rollback();
            connection.setAutoCommit(true);
            return result;
        });
    }

    private <T> T run(SqlTask<T> task) {
        if (closed.get()) {
            throw new IllegalStateException("This memory is closed: open it again before reading");
        }
        Connection connection = null;
        try {
            connection = take();
            T result = task.run(connection);
            giveBack(connection);
            return result;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw file.failure(e);
        } catch (RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private Connection take() throws SQLException {
        Connection kept = idle.poll();
        return kept != null ? kept : file.connect();
    }

    private void giveBack(Connection connection) {
        if (closed.get() || !idle.offer(connection)) {
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new MemoryStoreException("A connection to the memory could not be closed: see the cause", e);
        }
    }

    void close() {
        closed.set(true);
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            closeQuietly(connection);
        }
    }
}

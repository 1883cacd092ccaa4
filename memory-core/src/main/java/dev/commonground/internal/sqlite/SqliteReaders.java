package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool of read connections. Readers never wait for a writer.
 *
 * <p>Thread-safe.
 */
final class SqliteReaders {

    /** The number of pooled connections. Beyond it, a reader opens a connection and closes it after use. */
    private static final int POOLED = 8;

    private final SqliteFile file;
    private final BlockingQueue<StatementCache> idle = new ArrayBlockingQueue<>(POOLED);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<FileState> pooled = new AtomicReference<>(FileState.WRITABLE);

    SqliteReaders(SqliteFile file) {
        this.file = file;
        file.beforeWriting(this::closeIdle);
    }

    /** Runs a task of one query. */
    <T> T query(SqliteTask<T> task) {
        return run(task);
    }

    /** Runs a task of several queries in a read transaction, so that all of them see the same snapshot. */
    <T> T read(SqliteTask<T> task) {
        return run(statements -> {
            Connection connection = statements.connection();
            connection.setAutoCommit(false);
            T result = task.run(statements);
            connection.rollback();
            connection.setAutoCommit(true);
            return result;
        });
    }

    private <T> T run(SqliteTask<T> task) {
        return file.access(() -> runInOneState(task));
    }

    /**
     * Runs a task, and runs it again if another process began to use a resting file meanwhile, because such a file is read
     * without locks.
     */
    private <T> T runInOneState(SqliteTask<T> task) {
        while (true) {
            checkOpen();
            FileState before = file.state();
            try {
                T result = run(task, before);
                if (before.equals(file.state())) {
                    return result;
                }
            } catch (MemoryStoreException e) {
                if (before.equals(file.state())) {
                    throw e;
                }
            }
        }
    }

    private <T> T run(SqliteTask<T> task, FileState state) {
        StatementCache statements = null;
        try {
            statements = take(state);
            T result = task.run(statements);
            while (file.isOutdated(statements)) {
                statements.close();
                statements = new StatementCache(file.connect(state));
                result = task.run(statements);
            }
            giveBack(statements, state);
            return result;
        } catch (SQLException e) {
            closeAfter(e, statements);
            throw file.failure(e);
        } catch (RuntimeException e) {
            closeAfter(e, statements);
            throw e;
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The memory is closed: open it again");
        }
    }

    private StatementCache take(FileState state) throws SQLException {
        if (!state.equals(pooled.getAndSet(state))) {
            closeIdle();
        }
        StatementCache known = idle.poll();
        return known != null ? known : new StatementCache(file.connect(state));
    }

    private void giveBack(StatementCache statements, FileState state) throws SQLException {
        if (isOutdated(state) || !idle.offer(statements)) {
            statements.close();
        } else if (isOutdated(state)) {
            closeIdle();
        }
    }

    private boolean isOutdated(FileState state) {
        return closed.get() || !state.equals(pooled.get());
    }

    private static void closeAfter(Exception failure, @Nullable StatementCache statements) {
        try {
            if (statements != null) {
                statements.close();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    void close() {
        closed.set(true);
        closeIdle();
    }

    private void closeIdle() {
        try {
            for (StatementCache statements = idle.poll(); statements != null; statements = idle.poll()) {
                statements.close();
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }
}

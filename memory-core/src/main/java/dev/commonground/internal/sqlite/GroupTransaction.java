package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection of this process that writes. It commits a group of writes in one transaction. If one of them fails, it
 * repeats the transaction with each write in a savepoint, so that the failure does not affect the others.
 *
 * <p>Not thread-safe.
 */
final class GroupTransaction {

    private final SqliteFile file;
    private final WriteLockQueue queue;
    private @Nullable StatementCache connection;

    GroupTransaction(SqliteFile file) {
        this.file = file;
        this.queue = new WriteLockQueue(file.path());
    }

    /** Runs and commits a group. Does not throw: each write of the group has a result or a failure afterwards. */
    void commit(List<QueuedWrite<?>> group) {
        try {
            file.checkInPlace();
            StatementCache statements = connected();
            queue.begin(statements);
            if (!runWithoutSavepoints(statements, group)) {
                queue.begin(statements);
                for (QueuedWrite<?> write : group) {
                    runInSavepoint(statements, write);
                }
            }
            file.checkInPlace();
            execute(statements, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            group.forEach(write -> write.fail(e));
            disconnectAfter(e);
        }
    }

    /** Returns false, after a rollback, if one of the writes fails. A savepoint would cost as much as a short write. */
    private static boolean runWithoutSavepoints(StatementCache statements, List<QueuedWrite<?>> group)
            throws SQLException {
        try {
            for (QueuedWrite<?> write : group) {
                write.run(statements);
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            undo(statements, "ROLLBACK", e);
            return false;
        }
    }

    private static void runInSavepoint(StatementCache statements, QueuedWrite<?> write) throws SQLException {
        execute(statements, "SAVEPOINT job");
        try {
            write.run(statements);
        } catch (SQLException | RuntimeException e) {
            write.fail(e);
            undo(statements, "ROLLBACK TO job", e);
        }
        execute(statements, "RELEASE job");
    }

    /** Rolls back. This fails if SQLite has rolled back the transaction itself, as on a full disk: then all writes fail. */
    private static void undo(StatementCache statements, String rollback, Exception cause) throws SQLException {
        try {
            execute(statements, rollback);
        } catch (SQLException rolledBack) {
            if (cause instanceof SQLException failure) {
                failure.addSuppressed(rolledBack);
                throw failure;
            }
            throw rolledBack;
        }
    }

    private StatementCache connected() throws SQLException {
        StatementCache open = connection;
        if (open == null) {
            open = new StatementCache(file.connect());
            CleaningDebt.overwrite(open);
            open.pragma("busy_timeout = 0");
            connection = open;
        }
        return open;
    }

    /** A broken connection may fail to close, too; the waiting threads get the first failure. */
    private void disconnectAfter(Throwable failure) {
        try {
            disconnect();
        } catch (MemoryStoreException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes the connection, which rolls back an open transaction. The next commit opens a new one. */
    void disconnect() {
        queue.close();
        StatementCache open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    private static void execute(StatementCache statements, String sql) throws SQLException {
        statements.use(sql, PreparedStatement::execute);
    }
}

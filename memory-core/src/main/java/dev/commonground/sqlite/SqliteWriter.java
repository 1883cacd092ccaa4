package dev.commonground.sqlite;

import dev.commonground.log.MemoryStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of this process that writes, on a thread of its own. Writers that come while a transaction is
 * being made durable share the next one, each within a savepoint, so that one that fails leaves the others alone.
 *
 * <p>Thread-safe.
 */
final class SqliteWriter {

    private static final int LARGEST_GROUP = 256;

    private final SqliteFile file;
    private final LinkedBlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private @Nullable Connection connection;
    private boolean closed;

    private static final class Job<T> {
        private final SqlTask<T> task;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        private Job(SqlTask<T> task) {
            this.task = task;
        }

        private void answer() {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(result);
            }
        }
    }

    SqliteWriter(SqliteFile file) {
        this.file = file;
        this.thread = new Thread(this::work, "commonground-sqlite-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs a task in a transaction and returns when that is durable. */
    <T> T write(SqlTask<T> task) {
        Job<T> job = new Job<>(task);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("This memory is closed: open it again before writing");
            }
            jobs.add(job);
        }
        try {
            return job.answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw file.failure(sql);
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new MemoryStoreException(
                    "A write to the memory failed, so nothing of it was stored: see the cause", e);
        }
    }

    private void work() {
        List<Job<?>> group = new ArrayList<>();
        try {
            while (true) {
                group.clear();
                group.add(jobs.take());
                jobs.drainTo(group, LARGEST_GROUP - 1);
                boolean last = group.removeIf(job -> job.task == CLOSE);
                if (!group.isEmpty()) {
                    commit(group);
                }
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private static final SqlTask<Boolean> CLOSE = connection -> true;

    private void commit(List<Job<?>> group) {
        try {
            Connection writer = connected();
            execute(writer, "BEGIN IMMEDIATE");
            if (group.size() == 1) {
                runAlone(writer, group.get(0));
            } else {
                for (Job<?> job : group) {
                    runInSavepoint(writer, job);
                }
            }
            execute(writer, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            disconnect();
            group.forEach(job -> job.failure = e);
        }
        group.forEach(Job::answer);
    }

    /** Runs the only writer of a transaction, which needs no savepoint: its failure undoes all there is. */
    private static <T> void runAlone(Connection writer, Job<T> job) throws SQLException {
        job.result = job.task.run(writer);
    }

    private static <T> void runInSavepoint(Connection writer, Job<T> job) throws SQLException {
        execute(writer, "SAVEPOINT job");
        try {
            job.result = job.task.run(writer);
        } catch (SQLException | RuntimeException e) {
            job.failure = e;
            undo(writer, e);
        }
        execute(writer, "RELEASE job");
    }

    /** Undoes one writer; where SQLite has rolled back the whole transaction already (a full disk), all have failed. */
    private static void undo(Connection writer, Exception cause) throws SQLException {
        try {
            execute(writer, "ROLLBACK TO job");
        } catch (SQLException gone) {
            if (cause instanceof SQLException failure) {
                failure.addSuppressed(gone);
                throw failure;
            }
            throw gone;
        }
    }

    private Connection connected() throws SQLException {
        Connection writer = connection;
        if (writer == null) {
            writer = file.connect();
            connection = writer;
        }
        return writer;
    }

    /** Closing rolls back what was not committed; the next write opens a new connection. */
    private void disconnect() {
        Connection writer = connection;
        connection = null;
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (SQLException e) {
            throw new MemoryStoreException("The connection to the memory could not be closed: see the cause", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** Finishes what was accepted, then closes. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            jobs.add(new Job<>(CLOSE));
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

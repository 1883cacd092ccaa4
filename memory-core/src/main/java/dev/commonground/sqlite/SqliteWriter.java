package dev.commonground.sqlite;

import static java.util.Objects.requireNonNull;

import dev.commonground.log.MemoryStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of this process that writes. Who comes while nobody writes writes at once, on its own thread; those
 * who come while a transaction is being made durable share the next one, which the first of them writes for all. If one
 * of them fails, the transaction is begun anew with each in a savepoint, so that it leaves the others alone.
 *
 * <p>Thread-safe.
 */
final class SqliteWriter {

    private static final int LARGEST_GROUP = 256;

    private final SqliteFile file;
    private final ArrayDeque<Job<?>> jobs = new ArrayDeque<>();
    private @Nullable Connection connection;
    private boolean writing;
    private boolean closed;

    private static final class Job<T> {
        private final SqlTask<T> task;
        private final Consumer<T> durable;

        /** Whether it is this job's turn to write for those who wait, or it was written by another. */
        private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        private Job(SqlTask<T> task, Consumer<T> durable) {
            this.task = task;
            this.durable = durable;
        }

        private void run(Connection writer) throws SQLException {
            result = task.run(writer);
        }

        private void tell() {
            if (failure == null) {
                durable.accept(requireNonNull(result));
            }
        }

        private void finish() {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(result);
            }
            turn.complete(false);
        }
    }

    SqliteWriter(SqliteFile file) {
        this.file = file;
    }

    /** Runs a task in a transaction and returns when that is durable. */
    <T> T write(SqlTask<T> task) {
        return write(task, result -> {});
    }

    /** Runs a task in a transaction and returns when that is durable, which is told before any of its group is answered. */
    <T> T write(SqlTask<T> task, Consumer<T> durable) {
        Job<T> job = new Job<>(task, durable);
        if (enqueue(job) || job.turn.join()) {
            writeForAll();
        }
        return answer(job);
    }

    /** Puts a job into the queue, and returns whether nobody writes, so that it is its turn. */
    private synchronized boolean enqueue(Job<?> job) {
        if (closed) {
            throw new IllegalStateException("This memory is closed: open it again before writing");
        }
        jobs.add(job);
        boolean first = !writing;
        writing = true;
        return first;
    }

    private void writeForAll() {
        List<Job<?>> group = new ArrayList<>();
        synchronized (this) {
            while (!jobs.isEmpty() && group.size() < LARGEST_GROUP) {
                group.add(jobs.remove());
            }
        }
        try {
            commit(group);
            group.forEach(Job::tell); // outside of the commit: what is durable cannot fail any more
        } finally {
            passOn();
            group.forEach(Job::finish);
        }
    }

    /** Lets the next one write, or those know who wait for the end. */
    private synchronized void passOn() {
        Job<?> next = jobs.peek();
        if (next == null) {
            writing = false;
            notifyAll();
        } else {
            next.turn.complete(true);
        }
    }

    private <T> T answer(Job<T> job) {
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

    private void commit(List<Job<?>> group) {
        try {
            Connection writer = connected();
            execute(writer, "BEGIN IMMEDIATE");
            if (!runTogether(writer, group)) {
                execute(writer, "BEGIN IMMEDIATE");
                for (Job<?> job : group) {
                    runInSavepoint(writer, job);
                }
            }
            execute(writer, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            group.forEach(job -> job.failure = e);
            disconnectAfter(e);
        }
    }

    /** A connection that broke may not close in order either; those who wait must be answered all the same. */
    private void disconnectAfter(Throwable failure) {
        try {
            disconnect();
        } catch (MemoryStoreException e) {
            failure.addSuppressed(e);
        }
    }

    /** Runs a group without savepoints, which would cost as much as a short write; rolls back if one of it fails. */
    private static boolean runTogether(Connection writer, List<Job<?>> group) throws SQLException {
        try {
            for (Job<?> job : group) {
                job.run(writer);
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            undo(writer, "ROLLBACK", e);
            return false;
        }
    }

    private static void runInSavepoint(Connection writer, Job<?> job) throws SQLException {
        execute(writer, "SAVEPOINT job");
        try {
            job.run(writer);
        } catch (SQLException | RuntimeException e) {
            job.failure = e;
            undo(writer, "ROLLBACK TO job", e);
        }
        execute(writer, "RELEASE job");
    }

    /** Undoes what failed; where SQLite has rolled back the whole transaction already (a full disk), all have failed. */
    private static void undo(Connection writer, String rollback, Exception cause) throws SQLException {
        try {
            execute(writer, rollback);
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
    synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (writing) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        disconnect();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Commits the writes of this process in groups. If no write is in progress, the caller commits immediately, on its own
 * thread. Otherwise the write joins a queue; when the current group is durable, the first thread in the queue commits the
 * whole queue in one transaction.
 *
 * <p>Thread-safe.
 */
final class SqliteWriter {

    private static final int LARGEST_GROUP = 256;

    private final SqliteFile file;
    private final GroupTransaction transaction;
    private final ArrayDeque<QueuedWrite<?>> queue = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;

    SqliteWriter(SqliteFile file) {
        this.file = file;
        this.transaction = new GroupTransaction(file);
    }

    /** Runs a task in a transaction and returns its result when the transaction is durable. */
    <T> T write(SqliteTask<T> task) {
        return write(task, result -> {});
    }

    /**
     * Runs a task as {@link #write(SqliteTask)} does. Calls {@code durable} before any caller of the same group returns.
     */
    <T> T write(SqliteTask<T> task, Consumer<T> durable) {
        QueuedWrite<T> write = new QueuedWrite<>(task, durable);
        if (enqueue(write) || write.awaitTurn()) {
            writeGroup();
        }
        return result(write);
    }

    /** Returns how many writes wait in the queue. */
    synchronized int queued() {
        return queue.size();
    }

    /** Adds a write to the queue, and returns whether no group is in progress, so that the caller writes the next one. */
    private synchronized boolean enqueue(QueuedWrite<?> write) {
        if (closed) {
            throw new IllegalStateException("The memory is closed: open it again");
        }
        queue.add(write);
        boolean first = !writing;
        writing = true;
        return first;
    }

    private void writeGroup() {
        List<QueuedWrite<?>> group = takeGroup();
        try {
            transaction.commit(group);
            // A durable write must not fail any more, so this is outside of the transaction.
            group.forEach(QueuedWrite::announceDurable);
        } finally {
            passTurn();
            group.forEach(QueuedWrite::finish);
        }
    }

    private synchronized List<QueuedWrite<?>> takeGroup() {
        List<QueuedWrite<?>> group = new ArrayList<>();
        while (!queue.isEmpty() && group.size() < LARGEST_GROUP) {
            group.add(queue.remove());
        }
        return group;
    }

    /** Gives the turn to the next thread in the queue. If there is none, wakes up {@link #close()}. */
    private synchronized void passTurn() {
        QueuedWrite<?> next = queue.peek();
        if (next == null) {
            writing = false;
            notifyAll();
        } else {
            next.giveTurn();
        }
    }

    private <T> T result(QueuedWrite<T> write) {
        try {
            return write.join();
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

    /** Waits for the queued writes, then closes the connection. */
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
        transaction.disconnect();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

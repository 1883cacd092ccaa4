package dev.commonground.internal.sqlite;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A write that waits for its turn, or for another thread that writes it together with its own. */
final class QueuedWrite<T> {

    private final SqliteTask<T> task;
    private final Consumer<T> durable;
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    QueuedWrite(SqliteTask<T> task, Consumer<T> durable) {
        this.task = task;
        this.durable = durable;
    }

    void run(StatementCache statements) throws SQLException {
        result = task.run(statements);
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    /** Calls the consumer of the result, unless the write failed. */
    void announceDurable() {
        if (failure == null) {
            durable.accept(requireNonNull(result));
        }
    }

    /** Answers the thread that waits for this write. */
    void finish() {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else {
            answer.complete(result);
        }
        turn.complete(false);
    }

    /** Makes the thread that waits for this write the one that writes the next group. */
    void giveTurn() {
        turn.complete(true);
    }

    /** Waits, and returns true if it is this thread's turn to write; false if another thread has written this write. */
    boolean awaitTurn() {
        return turn.join();
    }

    /** Waits for the result. */
    T join() {
        return answer.join();
    }
}

package dev.commonground.crew.model;

import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time limit of one answer. It begins with the creation of this object. */
final class TimeLimit {

    private final @Nullable Duration timeout;
    private final long begun = System.nanoTime();

    TimeLimit(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Returns the result of {@code work}, which is interrupted after the time limit.
     *
     * @throws TimeoutException if the work takes longer
     */
    <T> T within(Callable<T> work) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        start(task);
        try {
            return timeout == null ? task.get() : task.get(left(timeout), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            task.cancel(true);
            throw new TimeoutException("No answer within %s".formatted(timeout), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new TimeoutException("The call was interrupted", e);
        }
    }

    private void start(Runnable task) {
        if (timeout == null) {
            task.run();
        } else {
            Thread thread = new Thread(task, "crew-model-call");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private long left(Duration limit) {
        return Math.max(0, limit.toNanos() - (System.nanoTime() - begun));
    }

    /** Waits for {@code pause}, or until the time limit if that is earlier. */
    void pause(Duration pause) {
        long nanos = timeout == null ? pause.toNanos() : Math.min(pause.toNanos(), left(timeout));
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

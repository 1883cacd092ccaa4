package dev.commonground.crew.model;

import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time that one answer may take, from the making of this object on. */
final class TimeLimit {

    private final @Nullable Duration timeout;
    private final long begun = System.nanoTime();

    TimeLimit(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Returns what {@code work} returns, if it comes in time; later it is interrupted and forgotten.
     *
     * @throws TimeoutException if it does not
     */
    <T> T within(Callable<T> work) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        if (timeout == null) {
            task.run();
        } else {
            Thread thread = new Thread(task, "crew-model-call");
            thread.setDaemon(true);
            thread.start();
        }
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

    private long left(Duration limit) {
        return Math.max(0, limit.toNanos() - (System.nanoTime() - begun));
    }

    /** Waits, but no longer than there is time. */
    void pause(Duration pause) {
        long nanos = timeout == null ? pause.toNanos() : Math.min(pause.toNanos(), left(timeout));
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

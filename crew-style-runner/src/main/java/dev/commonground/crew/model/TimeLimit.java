package dev.commonground.crew.model;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The time limit of one answer, for all its calls of the model and of tools. It begins with the creation of this object. */
final class TimeLimit {

    private final @Nullable Duration timeout;
    private final long begun = System.nanoTime();

    TimeLimit(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Returns the result of {@code call}, which is interrupted after the time limit. Without a limit, the call is on this
     * thread.
     *
     * @throws TimeoutException if the call takes longer, or if no time is left; then it is not made
     * @throws InterruptedCall if the thread is interrupted; it stays interrupted
     */
    <T extends @Nullable Object> T within(Supplier<T> call) {
        requireTime();
        return timeout == null ? here(call) : onItsOwnThread(call, timeout);
    }

    /** Throws if no time is left or if the thread is interrupted. */
    void requireTime() {
        InterruptedCall.check();
        if (timeout != null && left(timeout) <= 0) {
            throw exceeded(null);
        }
    }

    private static <T extends @Nullable Object> T here(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (InterruptedCall.causes(e)) {
                Thread.currentThread().interrupt();
                throw new InterruptedCall(e);
            }
            throw e;
        }
    }

    private <T extends @Nullable Object> T onItsOwnThread(Supplier<T> call, Duration limit) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread thread = new Thread(task, "crew-call");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(left(limit), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            task.cancel(true);
            throw exceeded(e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedCall(e);
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new LangChain4jException(cause);
    }

    private TimeoutException exceeded(@Nullable Throwable cause) {
        return new TimeoutException("No answer within %s".formatted(timeout), cause);
    }

    private long left(Duration limit) {
        return limit.toNanos() - (System.nanoTime() - begun);
    }

    /** Waits for {@code pause}, or until the time limit if that is earlier. */
    void pause(Duration pause) {
        long nanos = timeout == null ? pause.toNanos() : Math.min(pause.toNanos(), left(timeout));
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCall(e);
        }
    }
}

package dev.commonground.internal.learning;

import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The maximum duration of a model call. The timeout of a client may end with the first byte of the answer; this timeout
 * covers the whole call.
 */
record CallTimeout(Duration timeout) {

    /**
     * Returns the result of {@code call}. After the timeout the call is interrupted, and its result is ignored.
     *
     * @throws TimeoutException if the timeout expires or the current thread is interrupted
     */
    <T> T run(Callable<T> call) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "learning-model-call");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            task.cancel(true);
            throw new TimeoutException("The model did not answer within %s".formatted(timeout), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new TimeoutException("The thread was interrupted during the model call", e);
        }
    }
}

package dev.commonground.learning;

import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The longest that a call may take. The clients' own timeouts may end when the first byte of an answer has come, and
 * then wait for ever.
 */
record TimeLimit(Duration timeout) {

    /**
     * Returns what {@code work} returns, if it comes in time; later it is interrupted and forgotten.
     *
     * @throws TimeoutException if it does not, or this thread is interrupted
     */
    <T> T within(Callable<T> work) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "learning-model-call");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            task.cancel(true);
            throw new TimeoutException("No answer within %s".formatted(timeout), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new TimeoutException("The call was interrupted", e);
        }
    }
}

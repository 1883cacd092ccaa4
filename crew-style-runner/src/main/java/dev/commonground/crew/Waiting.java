package dev.commonground.crew;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.bsc.langgraph4j.GraphRunnerException;

/** Waits for results of other threads, and unwraps the exceptions of a crew. */
final class Waiting {

    private Waiting() {}

    static <T> T forResult(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for a run was interrupted; the run goes on", e);
        } catch (ExecutionException e) {
            throw unwrapped(new CompletionException(e));
        }
    }

    /** Returns the exception of a node, which the graph wraps in exceptions of its own. */
    static RuntimeException unwrapped(RuntimeException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && wraps(cause)) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : thrown;
    }

    private static boolean wraps(Throwable thrown) {
        return thrown instanceof CompletionException
                || thrown instanceof ExecutionException
                || thrown instanceof GraphRunnerException
                || thrown.getClass() == RuntimeException.class;
    }
}

package dev.commonground.crew;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bsc.langgraph4j.GraphRunnerException;

/** Unwraps the exceptions of a crew. */
final class NodeFailure {

    private NodeFailure() {}

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

package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a model fails to extract the statements of a conversation. The memory is unchanged, so the caller can learn
 * from the same messages again. The cause is the exception of the model's client, if there is one.
 */
public final class LearningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reasons for a failure. */
    public enum Reason {
        /** The rate limit of the model's endpoint was exceeded. */
        RATE_LIMIT("the endpoint's rate limit was exceeded: wait, reduce the load, or raise the limit"),
        /** The model did not answer in time. */
        TIMEOUT(
                "the model did not answer in time: raise the timeout of the request or of the model, or use smaller chunks"),
        /** The endpoint failed. */
        SERVER("the endpoint failed: try again later, or use another endpoint"),
        /** The endpoint rejected the request, because of its key, its model or its content. */
        REFUSED("the endpoint rejected the request for the reason in the cause: check the model's settings and limits"),
        /** The model's answer is not the requested JSON. */
        UNREADABLE_ANSWER(
                "the model's answer was not the requested JSON: try again, allow more output tokens, use smaller chunks, or use another model"),
        /** Any other failure. */
        OTHER("the model's client failed for the reason in the cause");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final Reason reason;

    /**
     * Creates an exception.
     *
     * @param calls the number of model calls for the chunk that failed
     */
    public LearningException(Reason reason, int calls, @Nullable Throwable cause) {
        super(
                "Nothing was learned from the conversation and nothing of it was stored, after %d calls of the model for one chunk: %s"
                        .formatted(calls, requireNonNull(reason, "reason").advice),
                cause);
        this.reason = reason;
    }

    /** Returns the reason for the failure. */
    public Reason reason() {
        return reason;
    }
}

package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A model did not bring out what a conversation says. Nothing of it was stored, so learning from the same messages again
 * ends as if this had not happened. The cause is what the model's client threw.
 */
public final class LearningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why nothing was learned. */
    public enum Reason {
        /** The model's endpoint allows no more calls or tokens. */
        RATE_LIMIT("the endpoint's rate limit was hit: wait, or lower the load, or raise the limit"),
        /** No answer came in time. */
        TIMEOUT("no answer came in time: raise the timeout of the request or of the model, or take smaller pieces"),
        /** The endpoint failed. */
        SERVER("the endpoint failed: wait and try again, or use another"),
        /** The endpoint refused the request: its key, its model or what it holds. */
        REFUSED("the endpoint refused the request, the cause says why: check the model's settings and limits"),
        /** What the model answered is not what it was asked for. */
        UNREADABLE_ANSWER(
                "the model's answer was not the JSON it was asked for: try again, allow it more output tokens, take smaller pieces, or use another model"),
        /** Anything else. */
        OTHER("the model's client failed, the cause says how");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final Reason reason;

    LearningException(Reason reason, int calls, @Nullable Throwable cause) {
        super(
                "Nothing was learned from the conversation and nothing of it was stored, after %d calls of the model for one piece: %s"
                        .formatted(calls, requireNonNull(reason, "reason").advice),
                cause);
        this.reason = reason;
    }

    /** Returns why nothing was learned. */
    public Reason reason() {
        return reason;
    }
}

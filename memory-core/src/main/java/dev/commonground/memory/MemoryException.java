package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A call of the memory failed, and nothing of it was stored. Catch one of the nested types, or this one for all of them.
 * Stores throw {@code MemoryStoreException}.
 */
public abstract sealed class MemoryException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private MemoryException(String message) {
        super(message);
    }

    private MemoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Thrown when no live memory of an id is visible. */
    public static final class NotFound extends MemoryException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient MemoryId id;

        /** Creates the exception for an id. */
        public NotFound(MemoryId id) {
            super(
                    "No live memory with the id %s is visible from here: it was never stored in these scopes, or it is superseded, forgotten or expired. recall(...) returns live ids; history(...) shows what happened to older ones."
                            .formatted(requireNonNull(id, "id")));
            this.id = id;
        }

        /** Returns the id that was not found. */
        public MemoryId id() {
            return id;
        }
    }

    /**
     * The {@link Rights} of the memory refuse an act. Nothing was changed. The message tells nothing of the memory's
     * words.
     */
    public static final class Refused extends MemoryException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Rights.Request request;

        /** Creates the refusal of a request. */
        public Refused(Rights.Request request) {
            super("%s may not %s".formatted(requireNonNull(request, "request").author(), problem(request)));
            this.request = request;
        }

        private static String problem(Rights.Request request) {
            return switch (request.act()) {
                case ADDRESS ->
                    "address a memory to these readers: name readers that the rights of this memory allow, or write it in private notes";
                case SUPERSEDE ->
                    "supersede the words of others here: remember the new statement beside them, or ask one of their authors";
                case FORGET -> problemOfForgetting(request.reasoned());
                case ERASE ->
                    "erase the words of others: ask one of their authors or a person, or forget the memory with a reason";
            };
        }

        private static String problemOfForgetting(boolean reasoned) {
            return reasoned
                    ? "forget the words of others here: ask one of their authors or a person, or withdraw the own word"
                    : "forget the words of others without a reason: pass one to log().forget(id, reason), or withdraw the own word with log().withdraw(id)";
        }

        /** Returns what was refused. */
        public Rights.Request request() {
            return request;
        }
    }

    /**
     * The write guard blocked a write, and nothing of the call was stored. A step of a graph can catch it and write
     * something else. The message holds the guard's reason and no text of the memory.
     */
    public static final class WriteBlocked extends MemoryException {

        @Serial
        private static final long serialVersionUID = 1L;

        /**
         * Creates the exception.
         *
         * @param reason the guard's reason
         */
        public WriteBlocked(String reason) {
            super(
                    "The write guard blocked this write, so nothing of it was stored: %s. Rephrase it, or let a person write it"
                            .formatted(requireNonNull(reason, "reason")));
        }
    }

    /**
     * Thrown when the embedding model fails. The failed call has stored nothing, so the caller can repeat it as it is once
     * the model works again. The {@linkplain #getCause() cause} is the exception of the model.
     */
    public static final class EmbeddingFailed extends MemoryException {

        @Serial
        private static final long serialVersionUID = 1L;

        /**
         * Creates an exception for a failed call of a model.
         *
         * @param modelId the id of the model
         * @param texts the number of texts to embed
         * @param cause the exception of the model
         */
        public EmbeddingFailed(String modelId, int texts, Throwable cause) {
            super(
                    "The embedding model %s failed on %d text(s), before anything was stored: see the cause, then try the same call again"
                            .formatted(requireNonNull(modelId, "modelId"), texts),
                    requireNonNull(cause, "cause"));
        }
    }

    /** Thrown when the budget of a briefing has room for none of the binding memories. */
    public static final class BriefingTooLong extends MemoryException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final int budget;
        private final int needed;

        /**
         * Creates the exception.
         *
         * @param budget the budget in tokens
         * @param needed the tokens that the binding memories need
         * @param memories the number of binding memories
         */
        public BriefingTooLong(int budget, int needed, int memories) {
            super(
                    "The binding memories need %d tokens, which exceeds the budget of %d: raise the budget, or supersede or forget what no longer binds (binding memories: %d)"
                            .formatted(needed, budget, memories));
            this.budget = budget;
            this.needed = needed;
        }

        /** Returns the budget in tokens. */
        public int budget() {
            return budget;
        }

        /** Returns the tokens that the binding memories need. */
        public int needed() {
            return needed;
        }
    }

    /**
     * Thrown when a model fails to extract the statements of a conversation. The memory is unchanged, so the caller can
     * learn from the same messages again. The cause is the exception of the model's client, if there is one.
     */
    public static final class LearningFailed extends MemoryException {

        @Serial
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
            REFUSED(
                    "the endpoint rejected the request for the reason in the cause: check the model's settings and limits"),
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
        public LearningFailed(Reason reason, int calls, @Nullable Throwable cause) {
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
}

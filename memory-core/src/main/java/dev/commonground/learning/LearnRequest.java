package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to learn from, and how.
 *
 * <pre>{@code
 * agent.learn(LearnRequest.builder(messages)
 *         .model(model)
 *         .instructions("Dates are British")
 *         .kind(new CustomKind("allergy", "what somebody must not eat", Kind.CONSTRAINT))
 *         .exclude("health insurance")
 *         .build());
 * }</pre>
 *
 * @param messages the conversation, oldest first
 * @param model the model that takes statements out, or null for the memory's own; if that has none either, rules do
 * @param rules what takes statements out where there is no model, or null for the memory's own rules
 * @param instructions what a model is told besides; empty for nothing
 * @param kinds kinds of the caller's own, for a model
 * @param include topics to learn about, and nothing else; empty for all. A model is told them, rules look for their words
 * @param exclude topics to learn nothing about; a model is told them, and what names one is left out whoever found it
 * @param pieceTokens the most tokens of words learned from in one call, at least 100, as {@link
 *     dev.commonground.briefing.Tokens} counts them
 * @param known the most memories that a model is shown to compare with, at least 0; binding ones whose key is spoken of
 *     come on top
 * @param repeats how often a model is asked again whose answer cannot be read, 0 to 5. Faults of its endpoint are its
 *     client's to repeat (langchain4j's {@code maxRetries}), so that repeats never multiply
 * @param timeout the longest a call of a model may take
 * @param progress told after each piece; what it throws ends the learning, and nothing is stored
 */
public record LearnRequest(
        List<ChatMessage> messages,
        @Nullable ChatModel model,
        @Nullable Rules rules,
        String instructions,
        List<CustomKind> kinds,
        Set<String> include,
        Set<String> exclude,
        int pieceTokens,
        int known,
        int repeats,
        Duration timeout,
        Consumer<LearnProgress> progress) {

    private static final int FEWEST_TOKENS = 100;
    private static final int MOST_REPEATS = 5;

    public LearnRequest {
        messages = List.copyOf(messages);
        requireNonNull(instructions, "instructions");
        kinds = List.copyOf(kinds);
        include = Set.copyOf(include);
        exclude = Set.copyOf(exclude);
        requireNonNull(progress, "progress");
        if (pieceTokens < FEWEST_TOKENS) {
            throw new IllegalArgumentException("A piece of %d tokens holds no conversation: pass at least %d"
                    .formatted(pieceTokens, FEWEST_TOKENS));
        }
        if (known < 0) {
            throw new IllegalArgumentException("known is %d, but must be 0 or more".formatted(known));
        }
        if (repeats < 0 || repeats > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "repeats is %d, but a model is asked again at most %d times".formatted(repeats, MOST_REPEATS));
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is %s, but a call takes some time".formatted(timeout));
        }
    }

    Topics topics() {
        return new Topics(include, exclude);
    }

    /**
     * Starts a request to learn from {@code messages} with the memory's own model, in pieces of 4,000 tokens, beside the
     * 20 nearest memories, with one repeat and at most 2 minutes a call.
     */
    public static Builder builder(List<? extends ChatMessage> messages) {
        return new Builder(messages);
    }

    /** Builds a {@link LearnRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final List<? extends ChatMessage> messages;
        private final List<CustomKind> kinds = new ArrayList<>();
        private final Set<String> include = new LinkedHashSet<>();
        private final Set<String> exclude = new LinkedHashSet<>();
        private @Nullable ChatModel model;
        private @Nullable Rules rules;
        private String instructions = "";
        private int pieceTokens = 4_000;
        private int known = 20;
        private int repeats = 1;
        private Duration timeout = Duration.ofMinutes(2);
        private Consumer<LearnProgress> progress = done -> {};

        private Builder(List<? extends ChatMessage> messages) {
            this.messages = messages;
        }

        /** Sets the model; the memory's own unless told otherwise, or rules if it has none. */
        public Builder model(ChatModel model) {
            this.model = model;
            return this;
        }

        /** Sets what is used where there is no model; the memory's own rules unless told otherwise. */
        public Builder rules(Rules rules) {
            this.rules = rules;
            return this;
        }

        /** Sets what a model is told besides; nothing unless told otherwise. */
        public Builder instructions(String instructions) {
            this.instructions = instructions;
            return this;
        }

        /** Adds a kind of the caller's own. */
        public Builder kind(CustomKind kind) {
            kinds.add(kind);
            return this;
        }

        /** Adds a topic to learn about; all unless told otherwise. */
        public Builder include(String topic) {
            include.add(topic);
            return this;
        }

        /** Adds a topic to learn nothing about; none unless told otherwise. */
        public Builder exclude(String topic) {
            exclude.add(topic);
            return this;
        }

        /** Sets the most tokens learned from in one call; 4,000 unless told otherwise. */
        public Builder pieceTokens(int tokens) {
            this.pieceTokens = tokens;
            return this;
        }

        /** Sets the most memories that a model is shown; 20 unless told otherwise. */
        public Builder known(int known) {
            this.known = known;
            return this;
        }

        /** Sets how often a model is asked again whose answer cannot be read; once unless told otherwise. */
        public Builder repeats(int repeats) {
            this.repeats = repeats;
            return this;
        }

        /** Sets the longest a call of a model may take; 2 minutes unless told otherwise. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** Sets who is told after each piece; nobody unless told otherwise. */
        public Builder progress(Consumer<LearnProgress> progress) {
            this.progress = progress;
            return this;
        }

        /**
         * Returns the finished request.
         *
         * @throws IllegalArgumentException if a setting is out of range
         */
        public LearnRequest build() {
            return new LearnRequest(
                    List.copyOf(messages),
                    model,
                    rules,
                    instructions,
                    kinds,
                    include,
                    exclude,
                    pieceTokens,
                    known,
                    repeats,
                    timeout,
                    progress);
        }
    }
}

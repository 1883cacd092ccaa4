package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.Identifiers;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Metadata;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation to learn from, and the settings for it.
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
 * @param messages the conversation, oldest message first
 * @param model the model that extracts statements, or null for the memory's own model. If neither exists, rules extract
 *     the statements
 * @param rules the rules that extract statements if there is no model, or null for the rules that {@link
 *     java.util.ServiceLoader} finds
 * @param rulesOnly whether only rules extract statements, although the memory has a model
 * @param instructions additional instructions for the model; may be empty
 * @param kinds kinds of statements that the application defines, for the model
 * @param include the only topics to learn about; empty for all topics. The model receives them as an instruction; rules
 *     match their words
 * @param exclude the topics to ignore. The model receives them as an instruction, and each statement that names one of
 *     them is rejected
 * @param metadata the entries that each stored statement gets
 * @param chunkTokens the maximum number of text tokens in one model call, at least 100, as counted by {@link
 *     dev.commonground.briefing.Tokens}
 * @param known the maximum number of similar memories in the prompt, at least 0. Binding memories with a key that occurs
 *     in the conversation are added to them
 * @param repeats the number of retries after an answer that cannot be read, 0 to 5. The model's client retries failures of
 *     its endpoint (langchain4j's {@code maxRetries}), so the two numbers never multiply
 * @param timeout the maximum duration of a model call
 * @param progress receives the progress after each chunk. If it throws, learning stops and nothing is stored
 */
public record LearnRequest(
        List<ChatMessage> messages,
        @Nullable ChatModel model,
        @Nullable Rules rules,
        boolean rulesOnly,
        String instructions,
        List<CustomKind> kinds,
        Set<String> include,
        Set<String> exclude,
        Metadata metadata,
        int chunkTokens,
        int known,
        int repeats,
        Duration timeout,
        Consumer<Learning.Progress> progress) {

    private static final int MIN_CHUNK_TOKENS = 100;
    private static final int MAX_REPEATS = 5;

    public LearnRequest {
        messages = List.copyOf(requireNonNull(messages, "messages"));
        requireNonNull(instructions, "instructions");
        kinds = List.copyOf(requireNonNull(kinds, "kinds"));
        include = Set.copyOf(requireNonNull(include, "include"));
        exclude = Set.copyOf(requireNonNull(exclude, "exclude"));
        requireNonNull(metadata, "metadata");
        requireNonNull(timeout, "timeout");
        requireNonNull(progress, "progress");
        if (rulesOnly && model != null) {
            throw new IllegalArgumentException(
                    "The request has a model and rulesOnly, which exclude each other: leave out one of them");
        }
        if (chunkTokens < MIN_CHUNK_TOKENS) {
            throw new IllegalArgumentException(
                    "chunkTokens is %d: pass at least %d".formatted(chunkTokens, MIN_CHUNK_TOKENS));
        }
        if (known < 0) {
            throw new IllegalArgumentException("known is %d: pass 0 or more".formatted(known));
        }
        if (repeats < 0 || repeats > MAX_REPEATS) {
            throw new IllegalArgumentException("repeats is %d: pass 0 to %d".formatted(repeats, MAX_REPEATS));
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is %s: pass a positive duration".formatted(timeout));
        }
    }

    /**
     * Creates a builder for a request to learn from {@code messages}. Unless changed, the request uses the memory's own
     * model, chunks of 4,000 tokens, the 20 most similar memories, one retry and a timeout of 2 minutes.
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
        private boolean rulesOnly;
        private String instructions = "";
        private Metadata metadata = Metadata.NONE;
        private int chunkTokens = 4_000;
        private int known = 20;
        private int repeats = 1;
        private Duration timeout = Duration.ofMinutes(2);
        private Consumer<Learning.Progress> progress = done -> {};

        private Builder(List<? extends ChatMessage> messages) {
            this.messages = requireNonNull(messages, "messages");
        }

        /** Sets the model; by default the memory's own model, or rules if the memory has none. */
        public Builder model(ChatModel model) {
            this.model = requireNonNull(model, "model");
            return this;
        }

        /** Sets the rules to use if there is no model; by default the rules on the class path. */
        public Builder rules(Rules rules) {
            this.rules = requireNonNull(rules, "rules");
            return this;
        }

        /** Lets only rules extract statements, without model calls, although the memory has a model. */
        public Builder rulesOnly() {
            this.rulesOnly = true;
            return this;
        }

        /** Sets additional instructions for the model; none by default. */
        public Builder instructions(String instructions) {
            this.instructions = requireNonNull(instructions, "instructions");
            return this;
        }

        /** Adds a kind of statement that the application defines. */
        public Builder kind(CustomKind kind) {
            kinds.add(requireNonNull(kind, "kind"));
            return this;
        }

        /** Adds a topic to learn about; all topics by default. */
        public Builder include(String topic) {
            include.add(requireNonNull(topic, "topic"));
            return this;
        }

        /** Adds a topic to ignore; none by default. */
        public Builder exclude(String topic) {
            exclude.add(requireNonNull(topic, "topic"));
            return this;
        }

        /** Adds a metadata entry that each stored statement gets: a string, a number or a boolean; none by default. */
        public Builder metadata(String name, Object value) {
            this.metadata = metadata.with(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /** Sets the maximum number of text tokens in one model call; 4,000 by default. */
        public Builder chunkTokens(int tokens) {
            this.chunkTokens = tokens;
            return this;
        }

        /** Sets the maximum number of similar memories in the prompt; 20 by default. */
        public Builder known(int known) {
            this.known = known;
            return this;
        }

        /** Sets the number of retries after an answer that cannot be read; 1 by default. */
        public Builder repeats(int repeats) {
            this.repeats = repeats;
            return this;
        }

        /** Sets the maximum duration of a model call; 2 minutes by default. */
        public Builder timeout(Duration timeout) {
            this.timeout = requireNonNull(timeout, "timeout");
            return this;
        }

        /** Sets the consumer that receives the progress after each chunk; none by default. */
        public Builder progress(Consumer<Learning.Progress> progress) {
            this.progress = requireNonNull(progress, "progress");
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
                    rulesOnly,
                    instructions,
                    kinds,
                    include,
                    exclude,
                    metadata,
                    chunkTokens,
                    known,
                    repeats,
                    timeout,
                    progress);
        }
    }

    /**
     * A kind of statement that the application defines, such as {@code "allergy"}. The memory stores such a statement with
     * the kind {@code base} and with the name as the metadata entry {@value #CATEGORY}.
     *
     * @param name the name in the model's prompt, 1 to 256 characters; no name of a {@link Kind}
     * @param description a description for the model
     * @param base the kind with which the statement is stored
     */
    public record CustomKind(String name, String description, Kind base) {

        /** The key of the metadata entry that has the name. */
        public static final String CATEGORY = "category";

        public CustomKind {
            name = Identifiers.checked("custom kind", requireNonNull(name, "name"));
            requireNonNull(description, "description");
            requireNonNull(base, "base");
            String given = name;
            if (Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(given))) {
                throw new IllegalArgumentException(
                        "The custom kind %s has the name of a built-in kind: choose another name".formatted(name));
            }
        }
    }
}

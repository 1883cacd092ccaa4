package dev.commonground.samples.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;

/**
 * The chat model that a sample runs with.
 *
 * @param model the model itself
 * @param name what it is called, such as {@code "gpt-4o-mini"}
 * @param kind whether there is a language model behind it
 */
public record ChosenModel(ChatModel model, String name, Kind kind) {

    /** What answers. */
    public enum Kind {
        /** A language model behind an address. */
        LANGUAGE_MODEL,
        /** Rules in this process. */
        RULES
    }

    public ChosenModel {
        requireNonNull(model, "model");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
    }

    /** Returns whether a language model answers. */
    public boolean usesLanguageModel() {
        return kind == Kind.LANGUAGE_MODEL;
    }

    /** Returns a line for people: which model runs, and what its text is worth. */
    public String banner() {
        return usesLanguageModel()
                ? "Language model: %s".formatted(name)
                : "No language model was used: %s follows rules, so the quality of the text is not the point. Set OPENAI_API_KEY or OPENAI_BASE_URL to use one."
                        .formatted(name);
    }
}

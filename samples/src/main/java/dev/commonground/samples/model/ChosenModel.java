package dev.commonground.samples.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;

/**
 * The chat model that a sample runs with.
 *
 * @param model the model
 * @param name its name, such as {@code "gpt-4o-mini"}
 * @param kind whether it is a language model
 */
public record ChosenModel(ChatModel model, String name, Kind kind) {

    /** The kind of a model. */
    public enum Kind {
        /** A language model at an endpoint. */
        LANGUAGE_MODEL,
        /** Rules that run in this process. */
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

    /** Returns a line for the console that names the model, and says so if it is not a language model. */
    public String banner() {
        return usesLanguageModel()
                ? "Language model: %s".formatted(name)
                : "No language model was used: %s follows rules, so the quality of the text is not the point. Set OPENAI_API_KEY or OPENAI_BASE_URL to use one."
                        .formatted(name);
    }
}

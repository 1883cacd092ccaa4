package dev.commonground.crew;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.service.output.ServiceOutputParser;
import java.util.List;

/** An answer that must be a value of a type, as JSON. */
record TypedOutput<T>(Class<T> type) {

    private static final ServiceOutputParser PARSER = new ServiceOutputParser();

    static <T> TypedOutput<T> of(Class<T> type) {
        return new TypedOutput<>(type);
    }

    /** Returns what a model is told about the form of its answer. */
    String instructions() {
        return PARSER.outputFormatInstructions(type).strip();
    }

    /** Returns the value that stands in {@code text}. */
    T read(String text) {
        return type.cast(PARSER.parseText(type, text));
    }

    /** Returns why {@code text} is no such value; empty if it is one. */
    List<String> refusals(String text) {
        try {
            read(text);
            return List.of();
        } catch (LangChain4jException | IllegalArgumentException e) {
            return List.of("the answer is no JSON object that fits %s: %s".formatted(type.getSimpleName(), reason(e)));
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}

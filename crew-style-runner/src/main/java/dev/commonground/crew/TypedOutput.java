package dev.commonground.crew;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.service.output.ServiceOutputParser;
import java.util.List;

/** The JSON form of an answer that must match a type. */
record TypedOutput<T>(Class<T> type) {

    private static final ServiceOutputParser PARSER = new ServiceOutputParser();

    static <T> TypedOutput<T> of(Class<T> type) {
        return new TypedOutput<>(type);
    }

    /** Returns the instructions to the model about the form of its answer. */
    String instructions() {
        return PARSER.outputFormatInstructions(type).strip();
    }

    /** Returns the value in {@code text}. */
    T read(String text) {
        return type.cast(PARSER.parseText(type, text));
    }

    /** Returns the reasons why {@code text} does not match the type; empty if it does. */
    List<String> refusals(String text) {
        try {
            read(text);
            return List.of();
        } catch (LangChain4jException | IllegalArgumentException e) {
            return List.of("the answer is not a JSON object of type %s: %s".formatted(type.getSimpleName(), reason(e)));
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

package dev.commonground.crew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.JsonMappers;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.service.output.ServiceOutputParser;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * Returns the value in {@code text}.
     *
     * @throws LangChain4jException if there is none, or if a part of it is missing
     */
    T read(String text) {
        T value = parse(text);
        List<String> problems = problems(text, value);
        if (value == null || !problems.isEmpty()) {
            throw new LangChain4jException("The output of a task is not of type %s: %s"
                    .formatted(type.getSimpleName(), String.join("; ", problems)));
        }
        return value;
    }

    /** Returns the reasons why {@code text} does not match the type; empty if it does. */
    List<String> refusals(String text) {
        try {
            return problems(text, parse(text)).stream().map(this::refusal).toList();
        } catch (LangChain4jException | IllegalArgumentException e) {
            return List.of(refusal(reason(e)));
        }
    }

    private String refusal(String problem) {
        return "the answer is not a JSON object of type %s: %s".formatted(type.getSimpleName(), problem);
    }

    @SuppressWarnings("unchecked") // a primitive type casts nothing
    private @Nullable T parse(String text) {
        return (T) MethodType.methodType(type).wrap().returnType().cast(PARSER.parseText(type, text));
    }

    private List<String> problems(String text, @Nullable Object value) {
        if (value == null) {
            return List.of("it is null");
        }
        return type.isRecord()
                ? json(text).map(json -> new JsonParts().missing(type, json)).orElse(List.of())
                : List.of();
    }

    /** Returns the JSON object that the parser reads: the first one of the type. */
    private Optional<JsonNode> json(String text) {
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            try {
                JsonNode json = JsonMappers.LENIENT.readTree(text.substring(at));
                if (PARSER.parseText(type, json.toString()) != null) {
                    return Optional.of(json);
                }
            } catch (JsonProcessingException | LangChain4jException e) { // a brace of another text
            }
        }
        return Optional.empty();
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}

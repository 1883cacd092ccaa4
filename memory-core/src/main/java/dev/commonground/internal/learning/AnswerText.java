package dev.commonground.internal.learning;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.JsonMappers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds the JSON of the statements in a model's answer, between prose, code fences and reasoning. */
final class AnswerText {

    static final String STATEMENTS = "statements";

    /** Reasoning without an end tag extends to the end of the answer. */
    private static final Pattern REASONING =
            Pattern.compile("(?is)<(think|thinking|thought|reasoning)>.*?(</\\1>|\\z)");

    /** Limits the work for an answer that consists of opening brackets. */
    private static final int MAX_OPENINGS = 1_000;

    private AnswerText() {}

    /** Returns the last complete list of statements in {@code answer}. */
    static Optional<JsonNode> statements(@Nullable String answer) {
        String text = answer == null ? "" : REASONING.matcher(answer).replaceAll(" ");
        Optional<JsonNode> last = Optional.empty();
        int openings = 0;
        for (int position = nextOpening(text, 0); position >= 0 && openings < MAX_OPENINGS; openings++) {
            ParsedValue parsed = read(text, position);
            Optional<JsonNode> list = parsed.list();
            last = list.isPresent() ? list : last;
            position = nextOpening(text, list.isPresent() ? parsed.end() : position + 1);
        }
        return last;
    }

    private static int nextOpening(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                return i;
            }
        }
        return -1;
    }

    /** A JSON value and the position after it, or null if the text is not JSON. */
    private record ParsedValue(@Nullable JsonNode node, int end) {

        /** Returns the list of statements if the value is that list, or an object with it. */
        Optional<JsonNode> list() {
            if (node == null) {
                return Optional.empty();
            }
            if (node.isArray()) {
                return Optional.of(node).filter(ParsedValue::isListOfStatements);
            }
            return Optional.ofNullable(node.get(STATEMENTS)).filter(JsonNode::isArray);
        }

        private static boolean isListOfStatements(JsonNode array) {
            return !array.isEmpty()
                    && StreamSupport.stream(array.spliterator(), false).allMatch(item -> item.has("text"));
        }
    }

    private static ParsedValue read(String text, int from) {
        try (JsonParser parser = JsonMappers.LENIENT.createParser(text.substring(from))) {
            JsonNode node = parser.readValueAsTree();
            return new ParsedValue(node, from + (int) parser.currentLocation().getCharOffset());
        } catch (JsonProcessingException e) { // prose
            return new ParsedValue(null, from);
        } catch (IOException e) {
            throw new UncheckedIOException("The answer of the model could not be read", e);
        }
    }
}

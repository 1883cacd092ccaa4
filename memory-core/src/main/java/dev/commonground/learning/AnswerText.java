package dev.commonground.learning;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds the statements in what a model answered, whatever stands around them: prose, code fences, thoughts. */
final class AnswerText {

    static final String STATEMENTS = "statements";

    /** A thought that was never ended is all of the answer. */
    private static final Pattern THOUGHTS = Pattern.compile("(?is)<(think|thinking|thought|reasoning)>.*?(</\\1>|\\z)");

    /** Beyond this many openings nobody looks for more. */
    private static final int MOST_OPENINGS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerText() {}

    /** Returns the list of statements that an answer ends with; empty if it holds none that is whole. */
    static Optional<JsonNode> statements(@Nullable String answer) {
        String text = answer == null ? "" : THOUGHTS.matcher(answer).replaceAll(" ");
        Optional<JsonNode> last = Optional.empty();
        int openings = 0;
        for (int at = opening(text, 0); at >= 0 && openings < MOST_OPENINGS; openings++) {
            Found found = read(text, at);
            Optional<JsonNode> list = found.list();
            last = list.isPresent() ? list : last;
            at = opening(text, list.isPresent() ? found.end() : at + 1);
        }
        return last;
    }

    private static int opening(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                return i;
            }
        }
        return -1;
    }

    /** A JSON value and where it ends; no value if there is none. */
    private record Found(@Nullable JsonNode node, int end) {

        /** An object with a list of statements, or that list alone. */
        Optional<JsonNode> list() {
            if (node == null) {
                return Optional.empty();
            }
            if (node.isArray()) {
                return Optional.of(node).filter(Found::holdsStatements);
            }
            return Optional.ofNullable(node.get(STATEMENTS)).filter(JsonNode::isArray);
        }

        private static boolean holdsStatements(JsonNode array) {
            return !array.isEmpty()
                    && StreamSupport.stream(array.spliterator(), false).allMatch(item -> item.has("text"));
        }
    }

    private static Found read(String text, int from) {
        try (JsonParser parser = JSON.createParser(text.substring(from))) {
            JsonNode node = parser.readValueAsTree();
            return new Found(node, from + (int) parser.currentLocation().getCharOffset());
        } catch (JsonProcessingException e) { // what is no JSON is prose
            return new Found(null, from);
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory could not be read", e);
        }
    }
}

package dev.commonground.internal.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lists of statements and the single statements that a model's answer contains.
 *
 * <p>Not thread-safe.
 */
final class AnswerCandidates {

    private final List<JsonNode> lists = new ArrayList<>();
    private final ArrayNode singles = JsonNodeFactory.instance.arrayNode();

    /**
     * Adds {@code node} if it is a list of statements, an object with one, or a statement, and returns whether it is.
     *
     * @param acceptsSingle whether a statement without a list counts
     */
    boolean add(@Nullable JsonNode node, boolean acceptsSingle) {
        if (node == null) {
            return false;
        }
        JsonNode list = node.isArray() ? node : node.get(AnswerText.STATEMENTS);
        if (list != null && list.isObject()) {
            lists.add(JsonNodeFactory.instance.arrayNode().add(list));
            return true;
        }
        if (list != null && list.isArray() && (!node.isArray() || isListOfStatements(list))) {
            lists.add(list);
            return true;
        }
        boolean single = acceptsSingle && isStatement(node);
        if (single) {
            singles.add(node);
        }
        return single;
    }

    /** Returns the last list that is not empty and not the example of the prompt, or the single statements, or an empty list. */
    Optional<JsonNode> best() {
        Optional<JsonNode> last = lists.stream()
                .filter(list -> !list.isEmpty() && (lists.size() == 1 || !LearningPrompt.isExample(list)))
                .reduce((first, second) -> second);
        return last.or(() -> Optional.<JsonNode>of(singles).filter(list -> !list.isEmpty()))
                .or(() -> lists.stream().filter(JsonNode::isEmpty).findFirst());
    }

    private static boolean isListOfStatements(JsonNode array) {
        return !array.isEmpty()
                && StreamSupport.stream(array.spliterator(), false).allMatch(item -> item.has("text"));
    }

    private static boolean isStatement(JsonNode node) {
        return node.isObject() && node.has("text") && node.has("message");
    }
}

package dev.commonground.crew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.JsonMappers;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The delegation of a manager without tools: a block that replaces the answer.
 *
 * @param task the name of the task in the block
 * @param instructions additional instructions for its agent, and the text around the block
 */
record DelegateBlock(String task, String instructions) {

    static final String CONTRACT = """
            # How to delegate
            To have a task of the team done now, answer with nothing but one block:
            ```delegate
            {"task": "the task's name", "instructions": "what its agent should mind besides the task itself"}
            ```
            When nothing is left to delegate, answer without such a block.""";

    private static final String MARK = "```delegate";

    private static final Pattern BLOCK =
            Pattern.compile("^[ \\t]*```delegate[ \\t]*\\R(.*?)```[ \\t]*$\\R?", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Set<String> FIELDS = Set.of("task", "instructions");

    /**
     * Returns the block of an answer, if it has exactly one that can be read as a whole. The text around the block belongs
     * to the instructions.
     */
    static Optional<DelegateBlock> read(String answer) {
        Matcher block = BLOCK.matcher(answer);
        if (!block.find()) {
            return Optional.empty();
        }
        String before = answer.substring(0, block.start());
        String after = answer.substring(block.end());
        return isIn(before) || isIn(after)
                ? Optional.empty()
                : json(block.group(1)).map(node -> of(node, before, after));
    }

    private static Optional<JsonNode> json(String content) {
        try {
            JsonNode node = JsonMappers.STRICT.readTree(content);
            boolean whole = node.isObject()
                    && node.properties().stream()
                            .allMatch(field -> FIELDS.contains(field.getKey())
                                    && !field.getValue().isContainerNode());
            return Optional.of(node).filter(object -> whole);
        } catch (JsonProcessingException e) { // the answer is refused, and the model can write it again
            return Optional.empty();
        }
    }

    private static DelegateBlock of(JsonNode node, String before, String after) {
        String instructions = Stream.of(before, node.path("instructions").asText(""), after)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
        return new DelegateBlock(node.path("task").asText(""), instructions);
    }

    /** Returns whether an answer has the mark of a block, readable or not. */
    static boolean isIn(String answer) {
        return answer.contains(MARK);
    }
}

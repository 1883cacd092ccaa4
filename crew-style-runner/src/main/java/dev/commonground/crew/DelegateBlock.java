package dev.commonground.crew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.JsonMappers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The delegation of a manager without tools: a block that replaces the answer.
 *
 * @param task the name of the task in the block
 * @param instructions additional instructions for its agent
 */
record DelegateBlock(String task, String instructions) {

    static final String CONTRACT = """
            # How to delegate
            To have a task of the team done now, answer with nothing but one block:
            ```delegate
            {"task": "the task's name", "instructions": "what its agent should mind besides the task itself"}
            ```
            When nothing is left to delegate, answer without such a block.""";

    private static final Pattern BLOCK = Pattern.compile("```delegate\\s*\\n(.*?)\\n?```", Pattern.DOTALL);

    /** Returns the first block of an answer, if there is one that can be read. */
    static Optional<DelegateBlock> read(String answer) {
        Matcher block = BLOCK.matcher(answer);
        if (!block.find()) {
            return Optional.empty();
        }
        try {
            JsonNode node = JsonMappers.LENIENT.readTree(block.group(1));
            return Optional.of(new DelegateBlock(
                    node.path("task").asText(), node.path("instructions").asText()));
        } catch (JsonProcessingException e) { // the answer is refused, and the model can write it again
            return Optional.empty();
        }
    }

    /** Returns whether an answer has the mark of a block, readable or not. */
    static boolean isIn(String answer) {
        return answer.contains("```delegate");
    }
}

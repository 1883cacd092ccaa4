package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.JsonMappers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a model for the memory, in a block at the end of its answer.
 *
 * @param answer the answer without the block
 * @param findings the entries of the block
 * @param readable false if there is a malformed block, which then stays in the answer
 */
public record FindingsBlock(String answer, List<Finding> findings, boolean readable) {

    /** The instructions for a model to write such a block. */
    public static final String CONTRACT = """
            # What the team should remember
            If your work produced knowledge that later agents need, end your answer with one block:
            ```findings
            [{"kind": "constraint", "key": "tone", "value": "formal", "text": "The client expects a formal tone", "evidence": "please keep it formal"}]
            ```
            kind is constraint, preference, decision, finding or question; key and value are both given or both omitted; evidence is an exact quotation from your input or your answer.""";

    private static final Pattern BLOCK = Pattern.compile("```findings\\s*\\n(.*?)\\n?```\\s*$", Pattern.DOTALL);

    /** One entry as the model wrote it. */
    public record Finding(
            @Nullable String text,
            @Nullable String kind,
            @Nullable String key,
            @Nullable String value,
            @Nullable String evidence) {}

    public FindingsBlock {
        requireNonNull(answer, "answer");
        findings = List.copyOf(requireNonNull(findings, "findings"));
    }

    /** Parses an answer. It can have no block. */
    public static FindingsBlock read(String text) {
        Matcher block = BLOCK.matcher(requireNonNull(text, "text"));
        if (!block.find()) {
            return new FindingsBlock(text, List.of(), !text.contains("```findings"));
        }
        try {
            JsonNode array = JsonMappers.LENIENT.readTree(block.group(1));
            String answer = text.substring(0, block.start()).strip();
            return array.isArray() && !answer.isEmpty()
                    ? new FindingsBlock(answer, findings(array), true)
                    : new FindingsBlock(text, List.of(), false);
        } catch (JsonProcessingException e) { // a guardrail refuses the answer, and the model tries again
            return new FindingsBlock(text, List.of(), false);
        }
    }

    private static List<Finding> findings(JsonNode array) {
        List<Finding> findings = new ArrayList<>();
        array.forEach(one -> findings.add(new Finding(
                text(one, "text"), text(one, "kind"), text(one, "key"), text(one, "value"), text(one, "evidence"))));
        return findings;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }
}

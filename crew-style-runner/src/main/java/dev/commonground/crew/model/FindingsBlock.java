package dev.commonground.crew.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model wants remembered, in a block at the end of its answer.
 *
 * @param answer the answer without the block
 * @param findings what stands in it
 * @param readable false if there is a block that is not what was asked for, which is left in the answer then
 */
public record FindingsBlock(String answer, List<Finding> findings, boolean readable) {

    /** What a model is told that is to write such a block. */
    public static final String CONTRACT = """
            # What the team should remember
            If your work brought out what everybody after you should know, end your answer with one block:
            ```findings
            [{"kind": "constraint", "key": "tone", "value": "formal", "text": "The client expects a formal tone", "evidence": "please keep it formal"}]
            ```
            kind is constraint, preference, decision, finding or question; key and value go together or are left out; evidence is the words it is taken from, exactly as they stand in what you were given or wrote.""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern BLOCK = Pattern.compile("```findings\\s*\\n(.*?)\\n?```\\s*$", Pattern.DOTALL);

    /** One thing to remember, as the model wrote it. */
    public record Finding(
            @Nullable String text,
            @Nullable String kind,
            @Nullable String key,
            @Nullable String value,
            @Nullable String evidence) {}

    public FindingsBlock {
        findings = List.copyOf(findings);
    }

    /** Reads an answer; one without a block is all answer. */
    public static FindingsBlock read(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            return new FindingsBlock(text, List.of(), !text.contains("```findings"));
        }
        try {
            JsonNode array = JSON.readTree(block.group(1));
            String answer = text.substring(0, block.start()).strip();
            return array.isArray() && !answer.isEmpty()
                    ? new FindingsBlock(answer, findings(array), true)
                    : new FindingsBlock(text, List.of(), false);
        } catch (JsonProcessingException e) { // the model is told, and can write it again
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

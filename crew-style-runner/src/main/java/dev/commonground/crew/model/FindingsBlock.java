package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a model for the memory, in blocks within its answer. Nothing of an answer is lost: the text around the
 * blocks is the answer, and a block that would not be remembered as a whole is a reason to refuse it.
 *
 * @param answer the answer without the blocks, or the whole text if it must be refused
 * @param findings the entries of the blocks; empty if the answer must be refused
 * @param problem the reason to refuse the answer, for the model, or null
 */
public record FindingsBlock(
        String answer, List<Finding> findings, @Nullable String problem) {

    /** The instructions for a model to write such a block. */
    public static final String CONTRACT = """
            # What the team should remember
            If your work produced knowledge that later agents need, end your answer with one block:
            ```findings
            [{"kind": "constraint", "key": "tone", "value": "formal", "text": "The client expects a formal tone", "evidence": "please keep it formal"}]
            ```
            kind is constraint, preference, decision, finding or question; key and value are both given or both omitted; evidence is an exact quotation from your input or your answer.""";

    private static final String MARK = "```findings";

    /** A text in JSON has no line breaks, so a fence at the end of a line ends the block. */
    private static final Pattern BLOCK =
            Pattern.compile("^[ \\t]*```findings[ \\t]*\\R(.*?)```[ \\t]*$\\R?", Pattern.DOTALL | Pattern.MULTILINE);

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
        if (!requireNonNull(text, "text").contains(MARK)) {
            return new FindingsBlock(text, List.of(), null);
        }
        try {
            List<Finding> findings = new ArrayList<>();
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                findings.addAll(FindingsJson.read(block.group(1)));
            }
            return new FindingsBlock(requireAnswer(block.replaceAll("").strip()), findings, null);
        } catch (IllegalArgumentException e) { // a guardrail refuses the answer, and the model tries again
            return new FindingsBlock(text, List.of(), e.getMessage());
        }
    }

    private static String requireAnswer(String rest) {
        if (rest.contains(MARK)) {
            throw new IllegalArgumentException(
                    "the findings block does not begin and end with a line of its own: write it in the form you were given, after your answer");
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "the answer has nothing but findings: write your answer, and the findings block after it");
        }
        return rest;
    }
}

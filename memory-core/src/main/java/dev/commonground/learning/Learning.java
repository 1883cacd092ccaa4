package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * The result of learning from a conversation, and its cost.
 *
 * @param items the result for each statement: first the stored statements in the order of the messages, then the others
 * @param chunks the number of chunks into which the conversation was split
 * @param calls the number of model calls: one for each chunk, and one for each answer that could not be read
 * @param tokens the tokens of these calls, as reported by the model
 * @param skipped a description of each part that was not read, such as an image if there is no model
 */
public record Learning(List<Learned> items, int chunks, int calls, TokenUsage tokens, List<String> skipped) {

    /**
     * The progress of learning from a conversation. Statements are stored after the last chunk.
     *
     * @param chunk the number of the chunk that was just processed, counted from 1
     * @param chunks the number of chunks
     * @param found the number of statements found so far
     * @param calls the number of model calls so far
     */
    public record Progress(int chunk, int chunks, int found, int calls) {}

    public Learning {
        items = List.copyOf(requireNonNull(items, "items"));
        requireNonNull(tokens, "tokens");
        skipped = List.copyOf(requireNonNull(skipped, "skipped"));
    }

    /** Returns the memories of all stored statements, without duplicates. */
    public List<Memory> memories() {
        return items.stream()
                .flatMap(item -> item.memories().stream())
                .distinct()
                .toList();
    }
}

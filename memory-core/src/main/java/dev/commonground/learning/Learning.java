package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * What was learned from a conversation, and at what cost.
 *
 * @param items what became of each thing that it says: first what the memory holds now, in the order of the messages,
 *     then what was not stored
 * @param pieces in how many pieces it was taken
 * @param calls how many calls of a model it took: one a piece, and one more for each answer that could not be read
 * @param tokens what these calls used, as far as the model says
 * @param skipped what was not read, each in words: images without a model, for instance
 */
public record Learning(List<Learned> items, int pieces, int calls, TokenUsage tokens, List<String> skipped) {

    public Learning {
        items = List.copyOf(items);
        requireNonNull(tokens, "tokens");
        skipped = List.copyOf(skipped);
    }

    /** Returns the memories that stand for what was said, each once. */
    public List<Memory> memories() {
        return items.stream()
                .flatMap(item -> item.memories().stream())
                .distinct()
                .toList();
    }
}

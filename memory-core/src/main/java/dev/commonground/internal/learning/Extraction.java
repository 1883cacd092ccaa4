package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Learned;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * The result of an extractor for one chunk, and its cost.
 *
 * @param proposals the extracted statements
 * @param rejected the items that could not be used, with their reasons
 * @param calls the number of model calls
 * @param tokens the tokens of these calls, as reported by the model
 */
public record Extraction(List<Proposal> proposals, List<Learned> rejected, int calls, TokenUsage tokens) {

    public Extraction {
        proposals = List.copyOf(proposals);
        rejected = List.copyOf(rejected);
        requireNonNull(tokens, "tokens");
    }
}

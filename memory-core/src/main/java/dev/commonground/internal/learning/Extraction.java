package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * The result of an extractor for one chunk, and its cost.
 *
 * @param proposals the extracted statements
 * @param rejected the items that could not be used, with their reasons
 * @param requests what the messages ask of the memory
 * @param calls the number of model calls
 * @param tokens the tokens of these calls, as reported by the model
 */
public record Extraction(
        List<Proposal> proposals,
        List<Learning.Item> rejected,
        List<MemoryRequest> requests,
        int calls,
        TokenUsage tokens) {

    public Extraction {
        proposals = List.copyOf(proposals);
        rejected = List.copyOf(rejected);
        requests = List.copyOf(requests);
        requireNonNull(tokens, "tokens");
    }
}

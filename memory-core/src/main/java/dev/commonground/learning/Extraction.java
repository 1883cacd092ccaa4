package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/**
 * What was taken out of a piece of a conversation, and at what cost.
 *
 * @param proposals what may be remembered
 * @param refused what cannot be, each with its reason
 * @param calls how many calls of a model it took
 * @param tokens what these calls used, as far as the model says
 */
public record Extraction(List<Proposal> proposals, List<Learned> refused, int calls, TokenUsage tokens) {

    public Extraction {
        proposals = List.copyOf(proposals);
        refused = List.copyOf(refused);
        requireNonNull(tokens, "tokens");
    }
}

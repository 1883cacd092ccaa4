package dev.commonground.learning;

import java.util.List;

/**
 * Extracts statements from a conversation without a model. If a memory has no model and the request has no rules, {@code
 * learn} uses the first implementation that {@link java.util.ServiceLoader} finds. The module {@code memory-rules} has one
 * for English.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Rules {

    /**
     * Returns the statements of the conversation, each with its evidence.
     *
     * @param conversation the utterances, oldest first
     */
    List<Extracted> extract(List<Utterance> conversation);
}

package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.memory.Author;
import dev.commonground.memory.Statement;
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

    /**
     * Returns the statements of the conversation like {@link #extract(List)}, which it calls by default. Rules that
     * understand changes return the new value of a known key.
     *
     * @param conversation the utterances, oldest first
     * @param known the binding statements of the memory that the conversation may change
     */
    default List<Extracted> extract(List<Utterance> conversation, List<Statement> known) {
        return extract(conversation);
    }

    /**
     * Returns what persons ask of the memory about their own words. By default there is nothing.
     *
     * @param conversation the utterances, oldest first
     */
    default List<MemoryRequest> requests(List<Utterance> conversation) {
        requireNonNull(conversation, "conversation");
        return List.of();
    }

    /**
     * Returns why {@link #extract(List)} takes nothing from {@code utterance}. By default, the reason is {@link
     * Learning.Unread.Reason#NOTHING_FOUND}.
     */
    default Learning.Unread.Reason unreadReason(Utterance utterance) {
        return Learning.Unread.Reason.NOTHING_FOUND;
    }

    /**
     * The words of one speaker in one message of a conversation.
     *
     * @param number the position of the message in the conversation, counted from 1
     * @param speaker the speaker
     * @param text the words, verbatim
     */
    record Utterance(int number, Author speaker, String text) {

        public Utterance {
            if (number < 1) {
                throw new IllegalArgumentException(
                        "The number of the utterance is %d: pass its position in the conversation, counted from 1"
                                .formatted(number));
            }
            requireNonNull(speaker, "speaker");
            requireNonNull(text, "text");
        }
    }
}

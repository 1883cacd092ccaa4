package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;

/**
 * The words of one speaker in one message of a conversation.
 *
 * @param number the position of the message in the conversation, counted from 1
 * @param speaker the speaker
 * @param text the words, verbatim
 */
public record Utterance(int number, Author speaker, String text) {

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

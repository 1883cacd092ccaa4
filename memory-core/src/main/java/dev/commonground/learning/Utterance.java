package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;

/**
 * What one speaker said in one message of a conversation.
 *
 * @param number its place in the conversation, from 1
 * @param speaker who said it
 * @param text the words, as they were said
 */
public record Utterance(int number, Author speaker, String text) {

    public Utterance {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "An utterance has the number %d, but they count from 1".formatted(number));
        }
        requireNonNull(speaker, "speaker");
        requireNonNull(text, "text");
    }
}

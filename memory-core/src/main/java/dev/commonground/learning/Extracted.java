package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;

/**
 * A statement that was taken out of a conversation.
 *
 * @param statement what is said
 * @param utterance the number of the utterance that says it
 * @param evidence the words of that utterance it was taken from, verbatim
 */
public record Extracted(Statement statement, int utterance, String evidence) {

    public Extracted {
        requireNonNull(statement, "statement");
        requireNonNull(evidence, "evidence");
    }
}

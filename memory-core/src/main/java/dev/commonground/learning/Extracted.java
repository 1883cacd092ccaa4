package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;

/**
 * A statement that was extracted from a conversation.
 *
 * @param statement the statement
 * @param utterance the number of the utterance that makes the statement
 * @param evidence the words of that utterance that make the statement, verbatim
 */
public record Extracted(Statement statement, int utterance, String evidence) {

    public Extracted {
        requireNonNull(statement, "statement");
        requireNonNull(evidence, "evidence");
    }
}

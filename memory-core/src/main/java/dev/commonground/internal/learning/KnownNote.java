package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;

/**
 * A statement of the memory, or of an earlier chunk, that a model compares a chunk with.
 *
 * @param statement the statement
 * @param source where it comes from, such as {@code "from the web, unconfirmed"}; empty if a colleague vouches for it
 */
public record KnownNote(Statement statement, String source) {

    public KnownNote {
        requireNonNull(statement, "statement");
        requireNonNull(source, "source");
    }

    /** Returns a note that a colleague vouches for. */
    static KnownNote vouched(Statement statement) {
        return new KnownNote(statement, "");
    }
}

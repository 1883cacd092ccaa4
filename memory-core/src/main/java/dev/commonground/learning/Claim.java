package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement out of a conversation whose evidence was looked up: what its author may be said to say.
 *
 * @param statement what is said
 * @param author who says it: the speaker, or whoever learns if the speaker's words do not bear it out
 * @param origin where the author has it from
 * @param trust how far it is trusted, 0 to 1
 * @param evidence the words it was taken from or the name of the attachment, or null if there are none
 * @param metadata the category, if it has one
 * @param relation how it stands to what is known
 * @param doubt why it may not bind anybody, or null if it may
 */
public record Claim(
        Statement statement,
        Author author,
        Origin origin,
        double trust,
        @Nullable String evidence,
        Metadata metadata,
        Relation relation,
        @Nullable String doubt) {

    public Claim {
        requireNonNull(statement, "statement");
        requireNonNull(author, "author");
        requireNonNull(origin, "origin");
        requireNonNull(metadata, "metadata");
        requireNonNull(relation, "relation");
    }
}

package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What an extractor proposes to remember, before its evidence was looked up.
 *
 * @param extracted the statement and the words it is said to be taken from
 * @param turn the turn it was taken from
 * @param relation how it stands to what is known
 * @param attachment what it was taken from if not from the words, or null
 * @param category the kind of the caller's own that it is, or null
 */
public record Proposal(
        Extracted extracted,
        Turn turn,
        Relation relation,
        @Nullable Attachment attachment,
        @Nullable String category) {

    public Proposal {
        requireNonNull(extracted, "extracted");
        requireNonNull(turn, "turn");
        requireNonNull(relation, "relation");
    }
}

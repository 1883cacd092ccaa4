package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.LearnRequest.CustomKind;
import dev.commonground.learning.Learning.Extracted;
import org.jspecify.annotations.Nullable;

/**
 * A statement that an extractor proposes to store. Its evidence has not been checked yet.
 *
 * @param extracted the statement and its evidence
 * @param message the message that makes the statement
 * @param relation the relation to the known statements
 * @param attachment the attachment that makes the statement, or null if the words of the message do
 * @param category the name of the statement's {@link CustomKind}, or null if it has none
 */
public record Proposal(
        Extracted extracted,
        SourceMessage message,
        Relation relation,
        @Nullable Attachment attachment,
        @Nullable String category) {

    public Proposal {
        requireNonNull(extracted, "extracted");
        requireNonNull(message, "message");
        requireNonNull(relation, "relation");
    }
}

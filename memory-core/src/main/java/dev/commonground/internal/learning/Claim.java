package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a conversation after its evidence was checked.
 *
 * @param statement the statement
 * @param author the speaker, or the learning agent if the speaker's words do not support the statement
 * @param origin the origin of the author's knowledge
 * @param trust the trust in the statement, 0 to 1
 * @param evidence the quoted words or the name of the attachment, or null if there is no evidence
 * @param metadata the category, if the statement has one
 * @param relation the relation to the known statements
 * @param doubt the reason why the statement must not be binding, or null if it may be
 * @param audience the readers
 * @param harm why it goes into quarantine, or null if it is stored
 */
public record Claim(
        Statement statement,
        Author author,
        Origin origin,
        double trust,
        @Nullable String evidence,
        Metadata metadata,
        Relation relation,
        @Nullable String doubt,
        Audience audience,
        @Nullable Harm harm) {

    /**
     * Why nobody but a reviewer may see a claim.
     *
     * @param extracted the statement as it was extracted
     */
    public record Harm(Extracted extracted, String reason) {
        public Harm {
            requireNonNull(extracted, "extracted");
            requireNonNull(reason, "reason");
        }
    }

    public Claim {
        requireNonNull(statement, "statement");
        requireNonNull(author, "author");
        requireNonNull(origin, "origin");
        requireNonNull(metadata, "metadata");
        requireNonNull(relation, "relation");
        requireNonNull(audience, "audience");
    }

    /** Creates a harmless claim for everybody. */
    public Claim(
            Statement statement,
            Author author,
            Origin origin,
            double trust,
            @Nullable String evidence,
            Metadata metadata,
            Relation relation,
            @Nullable String doubt) {
        this(statement, author, origin, trust, evidence, metadata, relation, doubt, Audience.EVERYONE, null);
    }

    /** Returns this claim for fewer readers. */
    Claim restrictedTo(Audience readers) {
        return new Claim(
                statement, author, origin, trust, evidence, metadata, relation, doubt, audience.and(readers), harm);
    }

    /** Returns this claim for the quarantine. */
    Claim heldBack(Harm because) {
        return new Claim(statement, author, origin, trust, evidence, metadata, relation, doubt, audience, because);
    }

    boolean isHarmless() {
        return harm == null;
    }
}

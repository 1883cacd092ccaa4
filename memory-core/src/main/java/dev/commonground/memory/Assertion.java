package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one author that a statement is true, with its time, place and grounds.
 *
 * <p>Immutable and thread-safe.
 *
 * @param author the agent or person that makes the claim
 * @param recorder the agent or person that recorded it, or null if the author did
 * @param at the time of the recording
 * @param node the graph node of the claim, or null outside a graph
 * @param thread the graph's thread id, or null outside a graph
 * @param origin the author's source
 * @param trust the application's trust in the claim, 0 to 1
 * @param evidence the words that the claim was taken from, or null
 * @param metadata the application's own entries
 * @param expires the time from which the claim no longer counts, or null if it does not expire
 * @param derivedFrom the memories that the claim was concluded from
 * @param audience the readers of the claim; {@link Audience#EVERYONE} for all readers of the scope
 */
public record Assertion(
        Author author,
        @Nullable Author recorder,
        Instant at,
        @Nullable String node,
        @Nullable String thread,
        Origin origin,
        double trust,
        @Nullable String evidence,
        Metadata metadata,
        @Nullable Instant expires,
        List<MemoryId> derivedFrom,
        Audience audience) {

    /** The trust below which a claim is less than a colleague's word: the trust in an agent or a tool. */
    public static final double LOW_TRUST = 0.5;

    public Assertion {
        requireNonNull(author, "author");
        recorder = author.equals(recorder) ? null : recorder;
        TimeRange.checked("at", at);
        requireNonNull(origin, "origin");
        if (!(trust >= 0 && trust <= 1)) {
            throw new IllegalArgumentException(
                    "The trust %s is not between 0 and 1: pass how far the source is trusted".formatted(trust));
        }
        if (expires != null) {
            TimeRange.checked("expires", expires);
        }
        requireNonNull(metadata, "metadata");
        derivedFrom = List.copyOf(requireNonNull(derivedFrom, "derivedFrom"));
        requireNonNull(audience, "audience");
    }

    /** Creates an assertion that its author recorded, for all readers of the scope. */
    public Assertion(
            Author author,
            Instant at,
            @Nullable String node,
            @Nullable String thread,
            Origin origin,
            double trust,
            @Nullable String evidence,
            Metadata metadata,
            @Nullable Instant expires,
            List<MemoryId> derivedFrom) {
        this(
                author,
                null,
                at,
                node,
                thread,
                origin,
                trust,
                evidence,
                metadata,
                expires,
                derivedFrom,
                Audience.EVERYONE);
    }

    /** Returns whether the claim is a source of its own: an agent's conclusion from other memories is none. */
    public boolean isSource() {
        return origin != Origin.AGENT || derivedFrom.isEmpty();
    }

    /** Returns whether the trust is less than a colleague's word. */
    public boolean isLowTrust() {
        return trust < LOW_TRUST;
    }

    /** Returns this assertion with other metadata. */
    public Assertion with(Metadata metadata) {
        return new Assertion(
                author, recorder, at, node, thread, origin, trust, evidence, metadata, expires, derivedFrom, audience);
    }

    /** Returns this assertion with its trust lowered to {@code limit} if it is higher. */
    public Assertion withTrustAtMost(double limit) {
        return trust <= limit ? this : with(limit, audience);
    }

    /** Returns this assertion for those of its readers who also belong to {@code readers}. */
    public Assertion restrictedTo(Audience readers) {
        return with(trust, audience.and(requireNonNull(readers, "readers")));
    }

    private Assertion with(double other, Audience readers) {
        return new Assertion(
                author, recorder, at, node, thread, origin, other, evidence, metadata, expires, derivedFrom, readers);
    }

    /** Returns this assertion with {@code id} added to the memories that it was concluded from. */
    public Assertion derivedFrom(MemoryId id) {
        requireNonNull(id, "id");
        List<MemoryId> from =
                Stream.concat(derivedFrom.stream(), Stream.of(id)).distinct().toList();
        return new Assertion(
                author, recorder, at, node, thread, origin, trust, evidence, metadata, expires, from, audience);
    }
}

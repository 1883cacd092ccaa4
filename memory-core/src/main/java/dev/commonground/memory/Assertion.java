package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

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
        List<MemoryId> derivedFrom) {

    public Assertion {
        requireNonNull(author, "author");
        recorder = author.equals(recorder) ? null : recorder;
        requireNonNull(at, "at");
        requireNonNull(origin, "origin");
        requireNonNull(metadata, "metadata");
        derivedFrom = List.copyOf(requireNonNull(derivedFrom, "derivedFrom"));
    }

    /** Creates an assertion that its author recorded. */
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
        this(author, null, at, node, thread, origin, trust, evidence, metadata, expires, derivedFrom);
    }

    /** Returns this assertion with other metadata. */
    public Assertion with(Metadata metadata) {
        return new Assertion(
                author, recorder, at, node, thread, origin, trust, evidence, metadata, expires, derivedFrom);
    }

    /** Returns this assertion with {@code id} added to the memories that it was concluded from. */
    public Assertion derivedFrom(MemoryId id) {
        requireNonNull(id, "id");
        List<MemoryId> from =
                Stream.concat(derivedFrom.stream(), Stream.of(id)).distinct().toList();
        return new Assertion(author, recorder, at, node, thread, origin, trust, evidence, metadata, expires, from);
    }
}

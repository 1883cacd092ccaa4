package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That somebody says something: who, when, in which node and thread, and on what grounds.
 *
 * @param author who says it
 * @param recorder who wrote it down, or null if the author did
 * @param at when it was written down
 * @param node the graph node it was said in, or null outside a graph
 * @param thread the graph's thread id, or null outside a graph
 * @param origin where the author has it from
 * @param trust how far the application trusts it, 0 to 1
 * @param evidence the words it was taken from, or null if none were given
 * @param metadata what the application added
 * @param expires from when on it no longer counts, or null if it stays
 * @param derivedFrom the memories it was concluded from
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
        derivedFrom = List.copyOf(derivedFrom);
    }

    /** Makes an assertion that its author wrote down. */
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

    /** Returns this assertion with {@code metadata} in the place of its own. */
    public Assertion with(Metadata metadata) {
        return new Assertion(
                author, recorder, at, node, thread, origin, trust, evidence, metadata, expires, derivedFrom);
    }

    /** Returns this assertion with {@code id} among the memories it was concluded from. */
    public Assertion derivedFrom(MemoryId id) {
        List<MemoryId> from =
                Stream.concat(derivedFrom.stream(), Stream.of(id)).distinct().toList();
        return new Assertion(author, recorder, at, node, thread, origin, trust, evidence, metadata, expires, from);
    }
}

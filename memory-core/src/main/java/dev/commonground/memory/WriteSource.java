package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where writes come from: a writer, an origin, a span of time, or several of these at once.
 *
 * <pre>{@code
 * WriteSource lastNight = WriteSource.of(Author.agent("scraper")).from(yesterday).until(today);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param writer the author or recorder of the writes, or null for any
 * @param origin the origin of assertions, or null for any; writes that assert nothing have none
 * @param from the time of the earliest write, or null
 * @param until the time before which the writes were made, or null; without it, later writes are meant too
 */
public record WriteSource(
        @Nullable Author writer,
        @Nullable Origin origin,
        @Nullable Instant from,
        @Nullable Instant until) {

    public WriteSource {
        if (writer == null && origin == null && from == null && until == null) {
            throw new IllegalArgumentException(
                    "A provenance without writer, origin and time would mean every write: name at least one of them");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "The span from %s until %s is empty: pass an end after the beginning".formatted(from, until));
        }
    }

    /** Returns the provenance of what {@code writer} asserted or recorded. */
    public static WriteSource of(Author writer) {
        return new WriteSource(requireNonNull(writer, "writer"), null, null, null);
    }

    /** Returns the provenance of what was asserted from {@code origin}. */
    public static WriteSource of(Origin origin) {
        return new WriteSource(null, requireNonNull(origin, "origin"), null, null);
    }

    /** Returns the provenance of what was written since {@code from}. */
    public static WriteSource since(Instant from) {
        return new WriteSource(null, null, requireNonNull(from, "from"), null);
    }

    /** Returns this provenance with an origin. */
    public WriteSource and(Origin other) {
        return new WriteSource(writer, requireNonNull(other, "other"), from, until);
    }

    /** Returns this provenance with the time of the earliest write. */
    public WriteSource from(Instant time) {
        return new WriteSource(writer, origin, requireNonNull(time, "time"), until);
    }

    /** Returns this provenance with the time before which the writes were made. */
    public WriteSource until(Instant time) {
        return new WriteSource(writer, origin, from, requireNonNull(time, "time"));
    }

    /** Returns whether an assertion comes from here. */
    public boolean matches(Assertion assertion) {
        requireNonNull(assertion, "assertion");
        return (origin == null || origin == assertion.origin())
                && (writer == null || writer.equals(assertion.author()) || writer.equals(assertion.recorder()))
                && contains(assertion.at());
    }

    /** Returns whether a write that asserts nothing, such as a retraction, comes from here. */
    public boolean matches(Author author, Instant at) {
        requireNonNull(author, "author");
        return origin == null && (writer == null || writer.equals(author)) && contains(requireNonNull(at, "at"));
    }

    private boolean contains(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}

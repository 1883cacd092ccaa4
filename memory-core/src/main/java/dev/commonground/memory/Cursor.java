package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A moment of the memory as one run of a graph sees it. For each scope it holds a base, up to which the work of other
 * runs is visible, and the numbers reached on the run's own lanes. Its text is short and opaque, and all that a checkpoint
 * stores.
 *
 * <p>Immutable and thread-safe. {@link #merge} is idempotent, commutative and associative, as a LangGraph4j reducer must
 * be, because joins apply whole states a second time.
 */
public final class Cursor {

    /** The cursor of a run that has not begun. */
    public static final Cursor EMPTY = new Cursor(new TreeSet<>(), Instant.EPOCH, new TreeMap<>());

    private static final int RADIX = Character.MAX_RADIX;
    private static final int RUN_BITS = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SortedSet<String> runs;
    private final Instant at;
    private final SortedMap<String, Place> places;

    /**
     * The place of a run in one scope.
     *
     * @param base the position up to which the work of other runs is visible
     * @param lanes the number reached on each of the run's own lanes, by lane
     */
    public record Place(long base, SortedMap<Long, Long> lanes) {
        public Place {
            lanes = Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNull(lanes, "lanes")));
        }

        Place merge(Place other) {
            SortedMap<Long, Long> merged = new TreeMap<>(lanes);
            other.lanes.forEach((lane, number) -> merged.merge(lane, number, Math::max));
            return new Place(Math.max(base, other.base), merged);
        }
    }

    Cursor(SortedSet<String> runs, Instant at, SortedMap<String, Place> places) {
        this.runs = Collections.unmodifiableSortedSet(runs);
        this.at = at;
        this.places = Collections.unmodifiableSortedMap(places);
    }

    /** Returns a cursor for a new run, which has seen nothing yet. */
    public static Cursor newRun() {
        return EMPTY.withRuns(Set.of(new BigInteger(RUN_BITS, RANDOM).toString(RADIX)));
    }

    /**
     * Parses the text of {@link #toString}; an empty text is {@link #EMPTY}.
     *
     * @throws IllegalArgumentException if {@code text} is not a cursor
     */
    public static Cursor parse(String text) {
        return requireNonNull(text, "text").isEmpty() ? EMPTY : CursorText.parse(text);
    }

    /** Returns the cursor that sees what either sees. */
    public Cursor merge(Cursor other) {
        if (equals(requireNonNull(other, "other"))) {
            return this;
        }
        SortedSet<String> mergedRuns = new TreeSet<>(runs);
        mergedRuns.addAll(other.runs);
        SortedMap<String, Place> merged = new TreeMap<>(places);
        other.places.forEach((scope, place) -> merged.merge(scope, place, Place::merge));
        return new Cursor(mergedRuns, at.isAfter(other.at) ? at : other.at, merged);
    }

    /** Returns whether the cursor belongs to no run. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Returns the ids of the scopes in which the cursor has a place. */
    public Set<String> scopes() {
        return places.keySet();
    }

    /** Returns the run that writes under the cursor. */
    public String run() {
        return runs.first();
    }

    /** Returns the runs whose own work the cursor sees. */
    public Set<String> runs() {
        return runs;
    }

    /** Returns the place in a scope, or null if there is none. */
    public @Nullable Place place(String scope) {
        return places.get(requireNonNull(scope, "scope"));
    }

    /** Returns this cursor with its place in a scope set. */
    public Cursor with(String scope, Place place) {
        SortedMap<String, Place> more = new TreeMap<>(places);
        more.put(requireNonNull(scope, "scope"), requireNonNull(place, "place"));
        return new Cursor(runs, at, more);
    }

    /** Returns this cursor with more runs that may see their own work. */
    public Cursor withRuns(Set<String> more) {
        SortedSet<String> all = new TreeSet<>(runs);
        all.addAll(requireNonNull(more, "more"));
        return new Cursor(all, at, places);
    }

    /** Returns the time of the bases, at which expiry is evaluated. */
    public Instant at() {
        return at;
    }

    /** Returns this cursor with another time of its bases, truncated to milliseconds. */
    public Cursor at(Instant time) {
        return new Cursor(runs, requireNonNull(time, "time").truncatedTo(ChronoUnit.MILLIS), places);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor
                && runs.equals(cursor.runs)
                && at.equals(cursor.at)
                && places.equals(cursor.places);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runs, at, places);
    }

    /** Returns the text that {@link #parse} reads; empty for {@link #EMPTY}. */
    @Override
    public String toString() {
        return runs.isEmpty() && places.isEmpty() ? "" : CursorText.of(this, places);
    }
}

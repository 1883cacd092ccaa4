package dev.commonground.internal.log;

import dev.commonground.memory.Cursor;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of one scope's log that a reader sees: its own runs' lanes up to the numbers reached, and the work of all
 * other runs that was accepted up to the base.
 *
 * <p>Immutable and thread-safe.
 *
 * @param base the position up to which the work of other runs is visible
 * @param runs the reader's own runs; empty for a reader outside every graph
 * @param lanes the number reached on each lane of the reader's own runs
 * @param now the time at which expiry is evaluated
 * @param reader who reads: assertions for other readers are not visible
 * @param auditing whether revoked entries are visible too
 */
public record Snapshot(
        long base,
        Set<String> runs,
        SortedMap<Long, Long> lanes,
        Instant now,
        ReaderIdentity reader,
        boolean auditing) {

    /** Creates a snapshot that shows everything but what is revoked, whoever it is for. */
    public Snapshot(long base, Set<String> runs, SortedMap<Long, Long> lanes, Instant now) {
        this(base, runs, lanes, now, ReaderIdentity.UNRESTRICTED, false);
    }

    /** Returns the snapshot of a reader outside every graph: everything that is accepted, also in the future. */
    public static Snapshot latest(Instant now) {
        return new Snapshot(Long.MAX_VALUE, Set.of(), Collections.emptySortedMap(), now);
    }

    /** Returns this snapshot for a reader; cursors do not say who reads. */
    public Snapshot readBy(ReaderIdentity other) {
        return reader.equals(other) ? this : new Snapshot(base, runs, lanes, now, other, auditing);
    }

    /** Returns what {@code cursor} sees of {@code scope}; nothing if the cursor has no place there. */
    public static Snapshot of(Cursor cursor, String scope) {
        Cursor.Place place = cursor.place(scope);
        return place == null
                ? new Snapshot(0, cursor.runs(), new TreeMap<>(), cursor.at())
                : new Snapshot(place.base(), cursor.runs(), place.lanes(), cursor.at());
    }

    /** Returns {@code cursor} with this snapshot as its place in {@code scope}. */
    public Cursor addTo(Cursor cursor, String scope) {
        return cursor.withRuns(runs).at(now).with(scope, new Cursor.Place(base, lanes));
    }

    /** Returns this snapshot at another time. */
    Snapshot at(Instant time) {
        return new Snapshot(base, runs, lanes, time, reader, auditing);
    }

    /** Returns this snapshot as if nothing had been revoked. */
    public Snapshot withRevoked() {
        return new Snapshot(base, runs, lanes, now, reader, true);
    }

    /** Returns whether the snapshot grows with the log. */
    public boolean isLatest() {
        return base == Long.MAX_VALUE;
    }
}

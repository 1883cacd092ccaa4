package dev.commonground.log;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader sees of one scope: its own runs' lanes up to the numbers it has reached, of everybody else what was
 * accepted up to the base.
 *
 * @param base the position up to which others' work is seen
 * @param runs the reader's own runs; none for a live reader
 * @param lanes the number reached on each lane of its own runs
 * @param now the time at which expiry is judged
 */
public record Sight(long base, Set<String> runs, SortedMap<Long, Long> lanes, Instant now) {

    /** Returns the sight of somebody outside every graph: all that is accepted by now. */
    public static Sight live(Instant now) {
        return new Sight(Long.MAX_VALUE, Set.of(), new TreeMap<>(), now);
    }

    /** Returns the sight that {@code cursor} has of {@code scope}; nothing if it has never been there. */
    public static Sight of(Cursor cursor, String scope) {
        Cursor.Place place = cursor.place(scope);
        return place == null
                ? new Sight(0, cursor.runs(), new TreeMap<>(), cursor.at())
                : new Sight(place.base(), cursor.runs(), place.lanes(), cursor.at());
    }

    /** Returns whether it follows the log as it grows. */
    public boolean isLive() {
        return base == Long.MAX_VALUE;
    }
}

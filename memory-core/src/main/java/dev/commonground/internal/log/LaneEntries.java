package dev.commonground.internal.log;

import dev.commonground.store.Entry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The effects of the entries on each lane of a log, by their numbers. */
final class LaneEntries {

    private final Map<Long, NavigableMap<Long, EntryEffect>> byLane = new HashMap<>();

    void add(Entry entry, EntryEffect effect) {
        if (entry.run() != null
                && (effect.asserted() != null || !effect.retracts().isEmpty())) {
            byLane.computeIfAbsent(entry.lane(), lane -> new TreeMap<>()).put(entry.number(), effect);
        }
    }

    /**
     * Calls {@code moved} for the effect of each entry that a run's tip accepts or abandons when it moves.
     *
     * @param before the numbers that the tip had on each lane
     * @param after the numbers that it has now
     * @param moved takes an effect, and whether it is accepted now
     */
    void forEachMoved(
            SortedMap<Long, Long> before, SortedMap<Long, Long> after, BiConsumer<EntryEffect, Boolean> moved) {
        TreeSet<Long> lanes = new TreeSet<>(before.keySet());
        lanes.addAll(after.keySet());
        for (Long lane : lanes) {
            long from = before.getOrDefault(lane, 0L);
            long to = after.getOrDefault(lane, 0L);
            between(lane, Math.min(from, to), Math.max(from, to)).forEach(effect -> moved.accept(effect, to > from));
        }
    }

    private Collection<EntryEffect> between(long lane, long from, long to) {
        NavigableMap<Long, EntryEffect> effects = byLane.get(lane);
        return effects == null
                ? List.of()
                : effects.subMap(from, false, to, true).values();
    }
}

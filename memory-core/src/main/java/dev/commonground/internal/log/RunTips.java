package dev.commonground.internal.log;

import dev.commonground.store.Entry;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one log: which lanes belong to each, and every tip that a run has had. All readers but the run itself see
 * its entries only up to its tip.
 */
final class RunTips {

    private final Map<String, TreeMap<Long, SortedMap<Long, Long>>> tips = new HashMap<>();
    private final Map<Long, String> runByLane = new HashMap<>();
    private final Map<Long, Long> heads = new HashMap<>();

    void addLane(Entry entry) {
        if (entry.run() != null) {
            runByLane.putIfAbsent(entry.lane(), entry.run());
            heads.put(entry.lane(), entry.number());
        }
    }

    /** Returns whether each lane has reached its number. */
    boolean reaches(SortedMap<Long, Long> lanes) {
        return lanes.entrySet().stream().allMatch(lane -> heads.getOrDefault(lane.getKey(), 0L) >= lane.getValue());
    }

    void moveTo(Entry.Tip tip, long position) {
        tips.computeIfAbsent(tip.run(), run -> new TreeMap<>()).put(position, tip.lanes());
    }

    @Nullable
    String runOf(long lane) {
        return runByLane.get(lane);
    }

    /** Returns the numbers that {@code run} had accepted on its lanes at the position {@code base}. */
    SortedMap<Long, Long> tip(String run, long base) {
        TreeMap<Long, SortedMap<Long, Long>> moves = tips.get(run);
        Map.Entry<Long, SortedMap<Long, Long>> last = moves == null ? null : moves.floorEntry(base);
        return last == null ? Collections.emptySortedMap() : last.getValue();
    }

    /** Returns whether a reader in {@code run} sees all that the run had accepted at the reader's base. */
    boolean hasTip(String run, Snapshot snapshot) {
        return tip(run, snapshot.base()).entrySet().stream()
                .allMatch(lane -> snapshot.lanes().getOrDefault(lane.getKey(), 0L) >= lane.getValue());
    }

    /** Returns those of {@code lanes} that belong to {@code run}. */
    SortedMap<Long, Long> lanesOf(String run, SortedMap<Long, Long> lanes) {
        SortedMap<Long, Long> own = new TreeMap<>(lanes);
        own.keySet().removeIf(lane -> !run.equals(runByLane.get(lane)));
        return own;
    }
}

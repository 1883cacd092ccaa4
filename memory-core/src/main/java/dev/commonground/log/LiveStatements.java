package dev.commonground.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The statements of a log that are live for a reader outside every graph, kept up to date with each entry: an entry can
 * only change the statements it names, a tip only those named by the entries that it takes in or leaves behind, and
 * time only those that expire meanwhile.
 */
final class LiveStatements {

    private final ScopeLog log;
    private final NavigableMap<Instant, List<ScopeLog.Told>> expiring = new TreeMap<>();
    private final Map<Long, NavigableMap<Long, Entry>> byLane = new HashMap<>();
    private volatile Judged judged = new Judged(new BitSet(), Instant.MIN, Instant.MAX);

    /** What is live at {@code from} and stays so, as nothing expires in between, until before {@code until}. */
    private record Judged(BitSet live, Instant from, Instant until) {}

    LiveStatements(ScopeLog log) {
        this.log = log;
    }

    /** Returns the ordinals of what is live at {@code now}; not to be changed, and good until the next entry. */
    BitSet at(Instant now) {
        Judged current = judged;
        boolean holds = !now.isBefore(current.from) && now.isBefore(current.until);
        return holds ? current.live : judgeAt(now);
    }

    private synchronized BitSet judgeAt(Instant now) {
        Judged current = judged;
        BitSet live = (BitSet) current.live.clone();
        SortedMap<Instant, List<ScopeLog.Told>> between = now.isBefore(current.from)
                ? expiring.subMap(now, false, current.from, true)
                : expiring.subMap(current.from, false, now, true);
        Sight sight = Sight.live(now);
        between.values().forEach(some -> some.forEach(told -> live.set(told.ordinal(), log.live(sight, told))));
        Instant last = expiring.floorKey(now);
        Instant next = expiring.higherKey(now);
        judged = new Judged(live, last == null ? Instant.MIN : last, next == null ? Instant.MAX : next);
        return live;
    }

    /** Takes in an entry that the log holds already. */
    void append(Entry entry) {
        if (entry.run() != null) {
            byLane.computeIfAbsent(entry.lane(), lane -> new TreeMap<>()).put(entry.number(), entry);
        }
        if (entry.action() instanceof Entry.Assert asserted
                && asserted.assertion().expires() != null) {
            expires(asserted.assertion().expires(), asserted);
        }
        judge(entry);
    }

    private void expires(Instant when, Entry.Assert asserted) {
        ScopeLog.Told told = log.find(asserted.id());
        if (told != null) {
            expiring.computeIfAbsent(when, at -> new ArrayList<>(1)).add(told);
        }
        if (when.isAfter(judged.from) && when.isBefore(judged.until)) {
            judged = new Judged(judged.live, judged.from, when);
        }
    }

    /** Takes in that a run accepts other numbers on its lanes than before. */
    void tipMoved(SortedMap<Long, Long> before, SortedMap<Long, Long> after) {
        TreeSet<Long> lanes = new TreeSet<>(before.keySet());
        lanes.addAll(after.keySet());
        for (Long lane : lanes) {
            long from = before.getOrDefault(lane, 0L);
            long to = after.getOrDefault(lane, 0L);
            byLane.getOrDefault(lane, new TreeMap<>())
                    .subMap(Math.min(from, to), false, Math.max(from, to), true)
                    .values()
                    .forEach(this::judge);
        }
    }

    private void judge(Entry entry) {
        Sight sight = Sight.live(judged.from);
        log.named(entry).forEach(told -> judged.live.set(told.ordinal(), log.live(sight, told)));
    }
}

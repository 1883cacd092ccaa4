package dev.commonground.internal.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The statements of a log that are live for a reader outside every graph, updated with each entry. An entry can change
 * only the statements that it names; a tip only those named by the entries that it accepts or abandons; time only those
 * that expire.
 */
final class LiveStatements {

    private final ScopeLog log;
    private final NavigableMap<Instant, List<LoggedStatement>> expiring = new TreeMap<>();
    private volatile Interval current = new Interval(new BitSet(), Instant.MIN, Instant.MAX);

    /** The live statements from {@code from} until before {@code until}, between which nothing expires. */
    private record Interval(BitSet live, Instant from, Instant until) {

        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }

    LiveStatements(ScopeLog log) {
        this.log = log;
    }

    /** Returns the ordinals of the statements live at {@code now}; the caller must not change the set. */
    BitSet at(Instant now) {
        Interval interval = current;
        return interval.contains(now) ? interval.live : moveTo(now);
    }

    private synchronized BitSet moveTo(Instant now) {
        Interval before = current;
        BitSet live = (BitSet) before.live.clone();
        SortedMap<Instant, List<LoggedStatement>> between = now.isBefore(before.from)
                ? expiring.subMap(now, false, before.from, true)
                : expiring.subMap(before.from, false, now, true);
        Snapshot snapshot = Snapshot.latest(now);
        between.values().forEach(some -> some.forEach(statement -> update(live, snapshot, statement)));
        Instant last = expiring.floorKey(now);
        Instant next = expiring.higherKey(now);
        current = new Interval(live, last == null ? Instant.MIN : last, next == null ? Instant.MAX : next);
        return live;
    }

    private void update(BitSet live, Snapshot snapshot, LoggedStatement statement) {
        live.set(statement.ordinal(), log.visibility().isLive(snapshot, statement));
    }

    /** Adds what an entry does that the log already holds. */
    void append(EntryEffect effect) {
        if (effect instanceof LoggedAssertion assertion && assertion.assertion().expires() != null) {
            expires(assertion.assertion().expires(), assertion.statement());
        }
        update(effect);
    }

    private void expires(Instant when, LoggedStatement statement) {
        expiring.computeIfAbsent(when, at -> new ArrayList<>(1)).add(statement);
        if (when.isAfter(current.from) && when.isBefore(current.until)) {
            current = new Interval(current.live, current.from, when);
        }
    }

    /** Computes all statements again, after a revocation. */
    void recompute() {
        Interval interval = current;
        Snapshot snapshot = Snapshot.latest(interval.from);
        log.statements().forEach(statement -> update(interval.live, snapshot, statement));
    }

    /** Computes the statements again that an entry asserts or retracts. */
    void update(EntryEffect effect) {
        Interval interval = current;
        Snapshot snapshot = Snapshot.latest(interval.from);
        log.statementsOf(effect).forEach(statement -> update(interval.live, snapshot, statement));
    }
}

package dev.commonground.internal.log;

import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Caches results for the most recently read snapshots, since steps and as-of readers use the same snapshot several times
 * in a row.
 *
 * <p>Several threads may read at once; the owner keeps readers out while it calls {@link #entryAdded}.
 */
final class SnapshotCache {

    private static final int MOST_SNAPSHOTS = 8;

    private final Map<Snapshot, BitSet> live = new ConcurrentHashMap<>();
    private final Map<Snapshot, Map<Integer, BitSet>> hidden = new ConcurrentHashMap<>();
    private boolean anythingExpires;

    BitSet live(Snapshot snapshot, Function<Snapshot, BitSet> compute) {
        return cached(live, snapshot, compute);
    }

    Map<Integer, BitSet> hidden(Snapshot snapshot, Function<Snapshot, Map<Integer, BitSet>> compute) {
        return cached(hidden, snapshot, compute);
    }

    /** Drops results that the new entry may change; a snapshot with a base changes only with {@link #clear}. */
    void entryAdded(boolean expires) {
        anythingExpires |= expires;
        live.keySet().removeIf(Snapshot::isLatest);
        hidden.keySet().removeIf(Snapshot::isLatest);
    }

    /** Drops all results: a revocation changes what old snapshots see, too. */
    void clear() {
        live.clear();
        hidden.clear();
    }

    private <T> T cached(Map<Snapshot, T> bySnapshot, Snapshot snapshot, Function<Snapshot, T> compute) {
        Snapshot key = anythingExpires ? snapshot : snapshot.at(Instant.EPOCH);
        T known = bySnapshot.get(key);
        if (known == null) {
            known = compute.apply(snapshot);
            if (bySnapshot.size() >= MOST_SNAPSHOTS) {
                bySnapshot.clear();
            }
            bySnapshot.put(key, known);
        }
        return known;
    }
}

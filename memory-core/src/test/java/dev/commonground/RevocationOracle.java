package dev.commonground;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes from the raw entries of all scopes which statements a reader sees, by the definition and without regard to cost:
 * it knows the revocations from the caller, and ignores the entries that carry them.
 */
final class RevocationOracle {

    private final Map<String, List<Entry>> logs = new HashMap<>();
    private final Set<String> direct = new HashSet<>();
    private final Set<Entry> revoked = new HashSet<>();
    private final Set<Entry> suspects = new HashSet<>();
    private final Set<Entry> sound = new HashSet<>();
    private final Set<MemoryId> touched = new HashSet<>();

    /**
     * Reads the logs.
     *
     * @param direct the scopes that the revocations apply to
     * @param revocations what is revoked
     */
    RevocationOracle(
            MemoryStore store, List<ScopeRecord> all, List<ScopeRecord> direct, List<WriteSource> revocations) {
        all.forEach(scope ->
                logs.put(scope.id(), store.readBeyond(scope.id(), 0, "").entries()));
        direct.forEach(scope -> this.direct.add(scope.id()));
        this.direct.forEach(scope -> entries(scope)
                .filter(entry -> revocations.stream().anyMatch(provenance -> matches(provenance, entry.action())))
                .forEach(revoked::add));
        spread();
        while (addSound()) {
            // until nothing more is sound
        }
    }

    private Stream<Entry> entries(String scope) {
        return logs.getOrDefault(scope, List.of()).stream();
    }

    private Stream<Entry> assertions() {
        return logs.values().stream().flatMap(List::stream).filter(entry -> entry.action() instanceof Entry.Assert);
    }

    private static Entry.Assert asserted(Entry entry) {
        return (Entry.Assert) entry.action();
    }

    private static boolean matches(WriteSource provenance, Entry.Action action) {
        if (action instanceof Entry.Assert asserted) {
            return provenance.matches(asserted.assertion());
        }
        return action instanceof Entry.Forget forget && provenance.matches(forget.author(), forget.at());
    }

    private void spread() {
        int before = -1;
        while (before != suspects.size()) {
            before = suspects.size();
            assertions()
                    .filter(one -> revoked.contains(one)
                            || asserted(one).assertion().derivedFrom().stream().anyMatch(touched::contains))
                    .toList()
                    .forEach(one -> {
                        suspects.add(one);
                        touched.add(asserted(one).id());
                    });
        }
    }

    private boolean addSound() {
        return suspects.stream()
                .filter(one -> !revoked.contains(one) && !sound.contains(one))
                .filter(one -> asserted(one).assertion().derivedFrom().stream()
                        .allMatch(source -> !touched.contains(source) || isSupported(source)))
                .findFirst()
                .map(sound::add)
                .orElse(false);
    }

    private boolean isSupported(MemoryId id) {
        return logs.keySet().stream()
                .anyMatch(scope -> entries(scope)
                        .filter(one -> one.action() instanceof Entry.Assert
                                && asserted(one).id().equals(id))
                        .filter(one -> !suspects.contains(one) || sound.contains(one))
                        .anyMatch(one -> isAccepted(scope, one, Long.MAX_VALUE)
                                && entries(scope)
                                        .noneMatch(by -> by.action() instanceof Entry.Forget
                                                && !revoked.contains(by)
                                                && by.action().retracts().contains(one.position())
                                                && isAccepted(scope, by, Long.MAX_VALUE))));
    }

    private SortedMap<Long, Long> tip(String scope, String run, long base) {
        return entries(scope)
                .filter(entry -> entry.position() <= base)
                .filter(entry ->
                        entry.action() instanceof Entry.Tip tip && tip.run().equals(run))
                .reduce((a, b) -> b)
                .map(entry -> ((Entry.Tip) entry.action()).lanes())
                .orElse(new TreeMap<>());
    }

    private boolean isAccepted(String scope, Entry entry, long base) {
        String run = entry.run();
        return run == null
                ? entry.position() <= base
                : entry.number() <= tip(scope, run, base).getOrDefault(entry.lane(), 0L);
    }

    private boolean contains(String scope, Entry entry, @Nullable Cursor cursor) {
        if (cursor == null) {
            return isAccepted(scope, entry, Long.MAX_VALUE);
        }
        Cursor.Place place = cursor.place(scope);
        if (place == null) {
            return false;
        }
        return (entry.run() != null && cursor.runs().contains(entry.run()))
                ? entry.number() <= place.lanes().getOrDefault(entry.lane(), 0L)
                : isAccepted(scope, entry, place.base());
    }

    private boolean isVoid(Entry entry) {
        return revoked.contains(entry) || (suspects.contains(entry) && !sound.contains(entry));
    }

    /** Returns whether a statement is derived from a revoked one, or asserted by a revoked write. */
    boolean isTouched(MemoryId id) {
        return touched.contains(id);
    }

    /** Returns the statements of a scope that are live; of the present if the cursor is null. */
    Set<MemoryId> live(String scope, @Nullable Cursor cursor) {
        List<Entry> visible = new ArrayList<>(entries(scope)
                .filter(entry -> contains(scope, entry, cursor) && !isVoid(entry))
                .toList());
        Set<Long> retracted = new HashSet<>();
        visible.forEach(entry -> retracted.addAll(entry.action().retracts()));
        Set<MemoryId> live = new TreeSet<>();
        visible.stream()
                .filter(entry -> entry.action() instanceof Entry.Assert && !retracted.contains(entry.position()))
                .forEach(entry -> live.add(asserted(entry).id()));
        return live;
    }
}

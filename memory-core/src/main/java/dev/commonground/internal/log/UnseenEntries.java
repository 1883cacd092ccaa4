package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the entries of a log that are no longer visible to anyone: crashed attempts, and abandoned futures without a
 * checkpoint.
 *
 * <p>The log is evaluated at its last position. Entries that a run wrote since its tip last moved may belong to branches
 * that are still running, and stay. Before that, the run has gone on without the entries that its tip does not hold, and
 * only an old cursor can return to them.
 *
 * <p>What is revoked counts as seen, since it can be restored.
 *
 * <p>Immutable and thread-safe.
 */
public final class UnseenEntries {

    private static final Snapshot OUTSIDE_GRAPHS =
            Snapshot.latest(Instant.EPOCH).withRevoked();

    private final ScopeLog log = new ScopeLog();
    private final List<Entry> onLanes = new ArrayList<>();
    private final Map<String, Long> lastTips = new HashMap<>();
    private final Map<String, Set<String>> runsByThread = new HashMap<>();
    private final Map<MemoryId, String> wordings = new HashMap<>();
    private final Set<MemoryId> reworded = new HashSet<>();

    /** Reads a whole log. */
    public UnseenEntries(List<Entry> entries) {
        for (Entry entry : entries) {
            log.append(entry);
            add(entry);
        }
    }

    private void add(Entry entry) {
        if (entry.action() instanceof Entry.Tip tip) {
            lastTips.put(tip.run(), entry.position());
        } else if (entry.run() != null && !(entry.action() instanceof Entry.Swept)) {
            onLanes.add(entry);
        }
        if (entry.action() instanceof Entry.Assert asserted) {
            add(entry, asserted);
        }
    }

    private void add(Entry entry, Entry.Assert asserted) {
        String text = asserted.statement().text();
        if (!wordings.computeIfAbsent(asserted.id(), id -> text).equals(text)) {
            reworded.add(asserted.id());
        }
        if (entry.run() != null && asserted.assertion().thread() != null) {
            runsByThread
                    .computeIfAbsent(asserted.assertion().thread(), thread -> new HashSet<>())
                    .add(entry.run());
        }
    }

    /**
     * Returns the positions of the entries that can be swept.
     *
     * @param threads the root thread ids of the runs to consider
     * @param kept what the kept cursors see of this log, including those of other threads
     */
    public List<Long> positions(Set<String> threads, Collection<Snapshot> kept) {
        Set<String> runs = new HashSet<>();
        threads.forEach(thread -> runs.addAll(runsByThread.getOrDefault(thread, Set.of())));
        Set<Snapshot> snapshots = new HashSet<>();
        kept.forEach(snapshot -> snapshots.add(snapshot.at(Instant.EPOCH).withRevoked()));
        return onLanes.stream()
                .filter(entry -> runs.contains(entry.run()))
                .filter(entry -> entry.position() < lastTips.getOrDefault(entry.run(), 0L))
                .filter(entry -> !log.visibility().isVisible(OUTSIDE_GRAPHS, entry))
                .filter(entry -> snapshots.stream()
                        .noneMatch(snapshot -> log.visibility().isVisible(snapshot, entry)))
                .filter(entry -> !definesWording(entry))
                .map(Entry::position)
                .toList();
    }

    /** The first assertion of a statement defines its white space, which identity ignores; it must not change later. */
    private boolean definesWording(Entry entry) {
        return entry.action() instanceof Entry.Assert asserted && reworded.contains(asserted.id());
    }
}

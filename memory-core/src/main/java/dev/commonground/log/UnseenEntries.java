package dev.commonground.log;

import dev.commonground.memory.MemoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in a log what nobody can see any more: attempts that crashed, and futures that were abandoned and whose
 * checkpoints are gone.
 *
 * <p>It judges as of the log's last position. What a run wrote since its tip last moved may belong to branches that are
 * still at work, so it stays; beyond that a run has gone on without what its tip does not hold, and no reader but an old
 * cursor can come back to it.
 *
 * <p>Immutable and thread-safe.
 */
public final class UnseenEntries {

    private static final Sight EVERYBODY = Sight.live(Instant.EPOCH);

    private final ScopeLog log = new ScopeLog();
    private final List<Entry> onLanes = new ArrayList<>();
    private final Map<String, Long> lastTips = new HashMap<>();
    private final Map<String, Set<String>> runsByThread = new HashMap<>();
    private final Map<MemoryId, String> wordings = new HashMap<>();
    private final Set<MemoryId> wordedTwice = new HashSet<>();

    /** Reads a whole log. */
    public UnseenEntries(List<Entry> entries) {
        for (Entry entry : entries) {
            log.append(entry);
            if (entry.action() instanceof Entry.Tip tip) {
                lastTips.put(tip.run(), entry.position());
            } else if (entry.run() != null && !(entry.action() instanceof Entry.Swept)) {
                onLanes.add(entry);
            }
            if (entry.action() instanceof Entry.Assert asserted) {
                take(entry, asserted);
            }
        }
    }

    private void take(Entry entry, Entry.Assert asserted) {
        String text = asserted.statement().text();
        if (!wordings.computeIfAbsent(asserted.id(), id -> text).equals(text)) {
            wordedTwice.add(asserted.id());
        }
        if (entry.run() != null && asserted.assertion().thread() != null) {
            runsByThread
                    .computeIfAbsent(asserted.assertion().thread(), thread -> new HashSet<>())
                    .add(entry.run());
        }
    }

    /**
     * Returns where the entries stand that can be swept.
     *
     * @param threads the root thread ids whose runs to look at
     * @param kept what the cursors that are kept see of this log, those of other threads too
     */
    public List<Long> positions(Set<String> threads, Collection<Sight> kept) {
        Set<String> runs = new HashSet<>();
        threads.forEach(thread -> runs.addAll(runsByThread.getOrDefault(thread, Set.of())));
        Set<Sight> sights = new HashSet<>();
        kept.forEach(sight -> sights.add(new Sight(sight.base(), sight.runs(), sight.lanes(), Instant.EPOCH)));
        return onLanes.stream()
                .filter(entry -> runs.contains(entry.run()))
                .filter(entry -> entry.position() < lastTips.getOrDefault(entry.run(), 0L))
                .filter(entry -> !log.sees(EVERYBODY, entry))
                .filter(entry -> sights.stream().noneMatch(sight -> log.sees(sight, entry)))
                .filter(entry -> !choosesWords(entry))
                .map(Entry::position)
                .toList();
    }

    /** Who says something first chooses its white space, which identity ignores: it must not change for the others. */
    private boolean choosesWords(Entry entry) {
        return entry.action() instanceof Entry.Assert asserted && wordedTwice.contains(asserted.id());
    }
}

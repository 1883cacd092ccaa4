package dev.commonground.internal.replica;

import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StatementVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Commits of this process that a replica has not applied yet. The next read need not fetch them from the store, unless
 * another process committed in between.
 *
 * <p>Thread-safe.
 */
final class OwnCommits {

    /** The commits by the position that they follow. */
    private final ConcurrentNavigableMap<Long, Commit.Append> waiting = new ConcurrentSkipListMap<>();

    private final AtomicLong weight = new AtomicLong();

    void add(Commit.Append append, Commit.Appended appended) {
        if (append.lane() == null && append.tip() == null) {
            weight.addAndGet(EntryWeight.of(append));
            replaced(waiting.put(appended.position() - append.actions().size(), append));
        }
    }

    private void replaced(Commit.@Nullable Append old) {
        if (old != null) {
            weight.addAndGet(-EntryWeight.of(old));
        }
    }

    /** Returns the estimated bytes of heap that the waiting commits occupy. */
    long weight() {
        return weight.get();
    }

    /** Removes and returns the commits that follow {@code position} without a gap. */
    MemoryStore.Tail takeFollowing(long position) {
        List<Entry> entries = new ArrayList<>();
        List<StatementVector> vectors = new ArrayList<>();
        long end = position;
        for (Map.Entry<Long, Commit.Append> next = waiting.firstEntry();
                next != null && next.getKey() <= end;
                next = waiting.firstEntry()) {
            replaced(waiting.remove(next.getKey()));
            if (next.getKey() == end) {
                entries.addAll(entries(next.getValue(), end));
                vectors.addAll(next.getValue().vectors());
                end += next.getValue().actions().size();
            }
        }
        return new MemoryStore.Tail(entries, vectors);
    }

    private static List<Entry> entries(Commit.Append append, long after) {
        List<Entry> entries = new ArrayList<>();
        for (Entry.Action action : append.placedAfter(after)) {
            long position = after + entries.size() + 1;
            entries.add(new Entry(position, Entry.DIRECT, null, position, action));
        }
        return entries;
    }
}

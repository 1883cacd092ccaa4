package dev.commonground.internal.replica;

import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
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
    private final ConcurrentNavigableMap<Long, Waiting> waiting = new ConcurrentSkipListMap<>();

    private final AtomicLong weight = new AtomicLong();

    /** A commit that no reader has seen yet. */
    private record Waiting(List<Entry> entries, List<StatementVector> vectors, long weight) {}

    void add(Commit.Append append, Commit.Appended appended) {
        CommitPlan.appended(append, appended).ifPresent(entries -> {
            Waiting added = new Waiting(entries, append.vectors(), EntryWeight.of(entries, append.vectors()));
            weight.addAndGet(added.weight);
            replaced(waiting.put(appended.position() - entries.size(), added));
        });
    }

    private void replaced(@Nullable Waiting old) {
        if (old != null) {
            weight.addAndGet(-old.weight);
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
        for (Map.Entry<Long, Waiting> next = waiting.firstEntry();
                next != null && next.getKey() <= end;
                next = waiting.firstEntry()) {
            replaced(waiting.remove(next.getKey()));
            if (next.getKey() == end) {
                entries.addAll(next.getValue().entries());
                vectors.addAll(next.getValue().vectors());
                end += next.getValue().entries().size();
            }
        }
        return new MemoryStore.Tail(entries, vectors);
    }
}

package dev.commonground.studio.page;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The threads of graphs that wrote to a task, with the steps of each. They hold no text. */
final class ThreadHistory {

    private static final int MOST_STEPS = 60;

    /**
     * The writes of a node, up to the next node's.
     *
     * @param kept whether the thread still has them: it leaves them when it goes back to an earlier checkpoint
     */
    public record ThreadStep(String node, String author, String at, int writes, boolean kept) {}

    /** A step while it is read. */
    private record Stretch(long lane, @Nullable String run, Assertion first, List<Long> numbers) {

        boolean continues(Entry entry) {
            return entry.lane() == lane && numbers.get(numbers.size() - 1) < entry.number();
        }
    }

    private final Map<String, List<Stretch>> byThread = new LinkedHashMap<>();
    private final Map<String, SortedMap<Long, Long>> tips = new HashMap<>();

    private ThreadHistory() {}

    /** Returns the pictures of the threads, the first writer first. */
    static List<ThreadPicture> of(MemoryStore store, String owner, String task) {
        ThreadHistory threads = new ThreadHistory();
        store.find(owner, Scope.task(task))
                .ifPresent(
                        record -> store.readBeyond(record.id(), 0, "").entries().forEach(threads::add));
        return threads.pictures();
    }

    private void add(Entry entry) {
        if (entry.action() instanceof Entry.Tip tip) {
            tips.put(tip.run(), tip.lanes());
        } else if (entry.action() instanceof Entry.Assert asserted
                && entry.run() != null
                && asserted.assertion().thread() != null) {
            add(entry, asserted.assertion(), asserted.assertion().thread());
        }
    }

    private void add(Entry entry, Assertion said, String thread) {
        List<Stretch> stretches = byThread.computeIfAbsent(thread, name -> new ArrayList<>());
        Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last == null || !last.continues(entry)) {
            last = new Stretch(entry.lane(), entry.run(), said, new ArrayList<>());
            stretches.add(last);
        }
        last.numbers().add(entry.number());
    }

    private List<ThreadPicture> pictures() {
        return byThread.entrySet().stream()
                .map(thread -> ThreadPicture.of(ShownMemory.shown(thread.getKey()), steps(thread.getValue())))
                .toList();
    }

    private List<ThreadStep> steps(List<Stretch> stretches) {
        return stretches.subList(Math.max(0, stretches.size() - MOST_STEPS), stretches.size()).stream()
                .map(this::step)
                .toList();
    }

    private ThreadStep step(Stretch stretch) {
        SortedMap<Long, Long> tip = stretch.run() == null
                ? Collections.emptySortedMap()
                : tips.getOrDefault(stretch.run(), Collections.emptySortedMap());
        boolean kept = stretch.numbers().get(0) <= tip.getOrDefault(stretch.lane(), 0L);
        Assertion first = stretch.first();
        Instant at = first.at();
        return new ThreadStep(
                ShownMemory.shown(first.node()),
                ShownMemory.name(first.author()),
                ShownMemory.time(at),
                stretch.numbers().size(),
                kept);
    }
}

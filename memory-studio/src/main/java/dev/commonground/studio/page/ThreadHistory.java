package dev.commonground.studio.page;

import dev.commonground.memory.Assertion;
import dev.commonground.store.Entry;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
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

    /** A step while it is read, with the numbers of its first and last write on the lane. */
    private record Stretch(long lane, @Nullable String run, ThreadStep step, long first, long last) {

        static Stretch of(Entry entry, Assertion said) {
            ThreadStep step = new ThreadStep(
                    ShownMemory.shown(said.node()),
                    ShownMemory.name(said.author()),
                    ShownMemory.time(said.at()),
                    1,
                    false);
            return new Stretch(entry.lane(), entry.run(), step, entry.number(), entry.number());
        }

        boolean isContinuedBy(Entry entry) {
            return entry.lane() == lane && last < entry.number();
        }

        Stretch with(Entry entry) {
            ThreadStep longer = new ThreadStep(step.node, step.author, step.at, step.writes + 1, false);
            return new Stretch(lane, run, longer, first, entry.number());
        }
    }

    private final Map<String, Deque<Stretch>> byThread = new LinkedHashMap<>();
    private final Map<String, SortedMap<Long, Long>> tips = new HashMap<>();

    /** Reads the next entry of the task's log. */
    void add(Entry entry) {
        if (entry.action() instanceof Entry.Tip tip) {
            tips.put(tip.run(), tip.lanes());
        } else if (entry.action() instanceof Entry.Assert asserted
                && entry.run() != null
                && asserted.assertion().thread() != null) {
            add(entry, asserted.assertion(), asserted.assertion().thread());
        }
    }

    private void add(Entry entry, Assertion said, String thread) {
        Deque<Stretch> stretches = byThread.computeIfAbsent(thread, name -> new ArrayDeque<>());
        Stretch last = stretches.peekLast();
        boolean continues = last != null && last.isContinuedBy(entry);
        stretches.addLast(continues ? stretches.removeLast().with(entry) : Stretch.of(entry, said));
        if (stretches.size() > MOST_STEPS) {
            stretches.removeFirst();
        }
    }

    /** Returns the pictures of the threads, the first writer first. */
    List<ThreadPicture> pictures() {
        return byThread.entrySet().stream()
                .map(thread -> ThreadPicture.of(
                        ShownMemory.shown(thread.getKey()),
                        thread.getValue().stream().map(this::step).toList()))
                .toList();
    }

    private ThreadStep step(Stretch stretch) {
        SortedMap<Long, Long> tip = stretch.run() == null
                ? Collections.emptySortedMap()
                : tips.getOrDefault(stretch.run(), Collections.emptySortedMap());
        boolean kept = stretch.first() <= tip.getOrDefault(stretch.lane(), 0L);
        ThreadStep step = stretch.step();
        return new ThreadStep(step.node(), step.author(), step.at(), step.writes(), kept);
    }
}

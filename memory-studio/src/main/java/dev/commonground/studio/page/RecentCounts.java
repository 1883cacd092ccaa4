package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.ListRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many memories and conflicts of a task a visitor may read. It counts again when something was written, or after a minute,
 * in which memories may have expired. Thread-safe.
 */
final class RecentCounts {

    /** How long something may have expired unnoticed. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final int MOST = 1_000;

    /** The counts. */
    record Counts(long memories, int conflicts) {}

    private record TaskVisit(String task, Visitor visitor) {}

    private record Known(Cursor seen, Counts counts) {}

    private final Map<TaskVisit, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    Counts of(String task, Visitor visitor, AgentMemory handle) {
        TaskVisit key = new TaskVisit(task, visitor);
        Cursor now = handle.log().cursor();
        Known last = get(key);
        if (last != null && isUnchanged(last.seen(), now)) {
            return last.counts();
        }
        long memories = handle.list(ListRequest.builder().limit(1).build()).total();
        Counts counts = new Counts(memories, handle.conflicts().size());
        put(key, new Known(now, counts));
        return counts;
    }

    /** Returns whether nothing was written between two moments that are not far apart. */
    static boolean isUnchanged(Cursor before, Cursor now) {
        return before.at(Instant.EPOCH).equals(now.at(Instant.EPOCH))
                && now.at().isBefore(before.at().plus(FRESH));
    }

    private synchronized @Nullable Known get(TaskVisit key) {
        return known.get(key);
    }

    private synchronized void put(TaskVisit key, Known counted) {
        known.put(key, counted);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }
}

package dev.commonground.studio.page;

import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who wrote when and where to the tasks of an owner, without a text. It reads each entry of a log once, however often the
 * page is asked, and remembers the tasks that were asked for last. Thread-safe.
 */
final class TaskLogs {

    private static final int MOST_TASKS = 16;

    /**
     * What the entries of a task's log tell.
     *
     * @param moments its moments
     * @param threads the threads of graphs that wrote to it, the first writer first
     */
    record Reading(Moments moments, List<ThreadPicture> threads) {}

    private final MemoryStore store;
    private final String owner;
    private final Map<String, TaskLog> byScope = new LinkedHashMap<>(MOST_TASKS, 0.75f, true);

    TaskLogs(MemoryStore store, String owner) {
        this.store = store;
        this.owner = owner;
    }

    /** Returns what is known of a task now; nothing if there is no such task. */
    Reading of(String task) {
        Optional<ScopeRecord> scope = store.find(owner, Scope.task(task));
        return scope.map(record -> log(record.id()).read(store, record.id()))
                .orElseGet(() -> new Reading(Moments.NONE, List.of()));
    }

    private TaskLog log(String scope) {
        synchronized (byScope) {
            TaskLog log = byScope.computeIfAbsent(scope, id -> new TaskLog());
            if (byScope.size() > MOST_TASKS) {
                byScope.remove(byScope.keySet().iterator().next());
            }
            return log;
        }
    }

    /** The log of one task, as far as it was read. */
    private static final class TaskLog {

        private MomentBuilder moments = new MomentBuilder();
        private ThreadHistory threads = new ThreadHistory();
        private long position;
        private Reading last = new Reading(Moments.NONE, List.of());

        synchronized Reading read(MemoryStore store, String scope) {
            List<Entry> entries = store.readBeyond(scope, position, "").entries();
            if (position > 0
                    && entries.stream().anyMatch(entry -> entry.action().removes())) {
                forget();
                entries = store.readBeyond(scope, 0, "").entries();
            }
            if (!entries.isEmpty()) {
                entries.forEach(this::add);
                last = new Reading(moments.build(scope), threads.pictures());
            }
            return last;
        }

        private void forget() {
            moments = new MomentBuilder();
            threads = new ThreadHistory();
            position = 0;
        }

        private void add(Entry entry) {
            moments.add(entry);
            threads.add(entry);
            position = entry.position();
        }
    }
}

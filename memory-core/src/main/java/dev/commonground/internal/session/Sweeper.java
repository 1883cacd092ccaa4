package dev.commonground.internal.session;

import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.log.UnseenEntries;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Removes from a task, and from the notes that agents keep on it, the entries that are no longer visible to anyone. */
public final class Sweeper {

    private final Engine engine;

    public Sweeper(Engine engine) {
        this.engine = engine;
    }

    /**
     * Sweeps the runs of some threads, and returns how many entries were removed. The logs are read before the cursors,
     * so a run that continues in between is judged by its position before.
     */
    public int sweep(Scope.Task task, Set<String> threads, Supplier<? extends Collection<Cursor>> kept) {
        Map<String, UnseenEntries> logs = new LinkedHashMap<>();
        for (ScopeRecord scope : engine.store().scopes(engine.owner(), task)) {
            logs.put(scope.id(), read(scope.id()));
        }
        Collection<Cursor> cursors = kept.get();
        Map<String, List<Long>> swept = new LinkedHashMap<>();
        logs.forEach((scope, log) -> swept.put(scope, log.positions(threads, snapshots(cursors, scope))));
        swept.values().removeIf(List::isEmpty);
        commit(swept);
        return swept.values().stream().mapToInt(List::size).sum();
    }

    private UnseenEntries read(String scope) {
        return new UnseenEntries(engine.store().readBeyond(scope, 0, "").entries());
    }

    private void commit(Map<String, List<Long>> swept) {
        if (!swept.isEmpty()) {
            Instant now = engine.clock().instant();
            engine.store()
                    .commit(Commit.of(swept.entrySet().stream()
                            .map(e -> new Commit.Append(
                                    e.getKey(), null, List.of(new Entry.Sweep(now, e.getValue())), List.of(), null))
                            .toList()));
        }
    }

    private static List<Snapshot> snapshots(Collection<Cursor> cursors, String scope) {
        return cursors.stream().map(cursor -> Snapshot.of(cursor, scope)).toList();
    }
}

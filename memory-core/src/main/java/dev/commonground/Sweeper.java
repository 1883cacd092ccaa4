package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Cursor;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.Sight;
import dev.commonground.log.UnseenEntries;
import dev.commonground.memory.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Removes from a task, and from the notes that agents keep on it, what nobody can see any more. */
final class Sweeper {

    private final Engine engine;

    Sweeper(Engine engine) {
        this.engine = engine;
    }

    /** The logs are read before the cursors: a run that goes on meanwhile is judged by where it stood. */
    int sweep(Scope.Task task, Set<String> threads, Supplier<? extends Collection<Cursor>> kept) {
        MemoryStore store = engine.store();
        Map<ScopeRecord, UnseenEntries> logs = new LinkedHashMap<>();
        for (ScopeRecord scope : store.scopes(engine.owner(), task)) {
            logs.put(
                    scope, new UnseenEntries(store.readBeyond(scope.id(), 0, "").entries()));
        }
        Collection<Cursor> cursors = kept.get();
        List<Commit.Append> appends = new ArrayList<>();
        int swept = 0;
        for (Map.Entry<ScopeRecord, UnseenEntries> e : logs.entrySet()) {
            String scope = e.getKey().id();
            List<Sight> sights =
                    cursors.stream().map(cursor -> Sight.of(cursor, scope)).toList();
            List<Long> positions = e.getValue().positions(threads, sights);
            if (!positions.isEmpty()) {
                Entry.Sweep sweep = new Entry.Sweep(engine.clock().instant(), positions);
                appends.add(new Commit.Append(scope, null, List.of(sweep), List.of(), null));
                swept += positions.size();
            }
        }
        if (!appends.isEmpty()) {
            store.commit(Commit.of(appends));
        }
        return swept;
    }
}

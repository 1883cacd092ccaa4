package dev.commonground.benchmarks;

import dev.commonground.SharedMemory;
import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fills a store in large commits, with vectors that are there already. */
final class StoreLoader {

    private static final int COMMIT = 1_000;
    private static final Instant THEN = Instant.parse("2026-01-01T09:00:00Z");

    private final Corpus corpus;

    StoreLoader(Corpus corpus) {
        this.corpus = corpus;
    }

    /** Returns the name of the n-th task that {@link #load} fills. */
    static String task(int n) {
        return "task-" + n;
    }

    /** Fills {@code tasks} tasks with {@code size} memories each. */
    void load(Path file, int tasks, int size) {
        try (MemoryStore store = SqliteStore.open(file)) {
            load(store, tasks, size);
        }
    }

    /** As {@link #load(Path, int, int)}, into a store that is open. */
    void load(MemoryStore store, int tasks, int size) {
        for (int task = 0; task < tasks; task++) {
            ScopeRecord scope = store.open(SharedMemory.DEFAULT_OWNER, List.of(Scope.task(task(task))))
                    .get(0);
            load(store, scope, corpus.items(task, size));
        }
    }

    private static void load(MemoryStore store, ScopeRecord scope, Iterable<Corpus.Item> items) {
        List<Entry.Action> actions = new ArrayList<>();
        List<StatementVector> vectors = new ArrayList<>();
        for (Corpus.Item item : items) {
            MemoryId id = scope.identity().of(item.statement());
            actions.add(new Entry.Assert(id, item.statement(), assertion(item), List.of()));
            vectors.add(new StatementVector(id, "", Corpus.MODEL, item.vector()));
            if (actions.size() == COMMIT) {
                commit(store, scope, actions, vectors);
            }
        }
        commit(store, scope, actions, vectors);
    }

    private static void commit(
            MemoryStore store, ScopeRecord scope, List<Entry.Action> actions, List<StatementVector> vectors) {
        if (!actions.isEmpty()) {
            store.commit(Commit.of(List.of(new Commit.Append(scope.id(), null, actions, vectors, null))));
            actions.clear();
            vectors.clear();
        }
    }

    private static Assertion assertion(Corpus.Item item) {
        return new Assertion(
                Author.agent(item.author()), THEN, null, null, Origin.AGENT, 1, null, item.metadata(), null, List.of());
    }
}

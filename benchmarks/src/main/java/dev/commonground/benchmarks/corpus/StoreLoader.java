package dev.commonground.benchmarks.corpus;

import dev.commonground.SharedMemory;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fills a store in large commits, with prepared vectors. */
public final class StoreLoader {

    private static final int COMMIT = 1_000;
    private static final Instant THEN = Instant.parse("2026-01-01T09:00:00Z");

    private final Corpus corpus;

    /** Creates a loader that takes its memories from {@code corpus}. */
    public StoreLoader(Corpus corpus) {
        this.corpus = corpus;
    }

    /** Returns the name of the nth task that {@link #load} fills. */
    public static String task(int n) {
        return "task-" + n;
    }

    /** Fills {@code tasks} tasks with {@code size} memories each. */
    public void load(Path file, int tasks, int size) {
        try (MemoryStore store = SqliteStore.open(file)) {
            load(store, tasks, size);
        }
    }

    /** Fills {@code tasks} tasks of an open store with {@code size} memories each. */
    public void load(MemoryStore store, int tasks, int size) {
        for (int task = 0; task < tasks; task++) {
            ScopeRecord scope = store.open(SharedMemory.DEFAULT_OWNER, List.of(Scope.task(task(task))))
                    .get(0);
            load(store, scope, corpus.memories(task, size));
        }
    }

    private static void load(MemoryStore store, ScopeRecord scope, Iterable<Corpus.CorpusMemory> memories) {
        List<Entry.Action> actions = new ArrayList<>();
        List<StatementVector> vectors = new ArrayList<>();
        for (Corpus.CorpusMemory memory : memories) {
            add(memory, scope.identity().of(memory.statement()), actions, vectors);
            if (actions.size() == COMMIT) {
                commit(store, scope, actions, vectors);
            }
        }
        commit(store, scope, actions, vectors);
    }

    private static void add(
            Corpus.CorpusMemory memory, MemoryId id, List<Entry.Action> actions, List<StatementVector> vectors) {
        actions.add(new Entry.Assert(id, memory.statement(), assertion(memory), List.of()));
        vectors.add(new StatementVector(id, "", Corpus.MODEL, memory.vector()));
    }

    private static void commit(
            MemoryStore store, ScopeRecord scope, List<Entry.Action> actions, List<StatementVector> vectors) {
        if (!actions.isEmpty()) {
            store.commit(Commit.of(List.of(new Commit.Append(scope.id(), null, actions, vectors, null))));
            actions.clear();
            vectors.clear();
        }
    }

    private static Assertion assertion(Corpus.CorpusMemory memory) {
        return new Assertion(
                Author.agent(memory.author()),
                THEN,
                null,
                null,
                Origin.AGENT,
                1,
                null,
                memory.metadata(),
                null,
                List.of());
    }
}

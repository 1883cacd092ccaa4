package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.briefing.Tokens;
import dev.commonground.guard.WriteGuard;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.internal.replica.ScopeReplica;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexBudgetTest {

    static final int MEMORIES = 200;

    @TempDir
    Path folder;

    Engine engine(MemoryStore store, long budget) {
        return new Engine(
                SharedMemory.DEFAULT_OWNER,
                store,
                Embedder.NONE,
                new WriteGate(WriteGuard.standard(), true),
                null,
                Tokens::estimate,
                Rights.DEFAULT,
                (reader, task) -> Set.of(),
                Clock.systemUTC(),
                List.of(),
                null,
                Confirmation.DEFAULT,
                budget,
                0);
    }

    void fill(SharedMemory memory, String task) {
        memory.task(task).agent("writer").rememberAll(drafts(task));
    }

    List<Draft> drafts(String task) {
        return IntStream.range(0, MEMORIES)
                .mapToObj(i ->
                        Draft.of(Kind.FINDING, task + " keeps finding " + i).build())
                .toList();
    }

    int read(Engine engine, String task) {
        return engine.scopes()
                .replica(engine.scopes().open(Scope.task(task)))
                .read((log, index) -> log.statements().size());
    }

    /** Returns a budget for one filled scope, but not for two. */
    long enoughForOne() {
        Path file = folder.resolve("weighed.db");
        try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            fill(memory, "one");
        }
        try (MemoryStore store = SqliteStore.open(file)) {
            Engine engine = engine(store, Long.MAX_VALUE);
            read(engine, "one");
            return engine.scopes()
                            .replica(engine.scopes().open(Scope.task("one")))
                            .weight()
                    * 3
                    / 2;
        }
    }

    @Test
    void scopesBeyondTheBudgetAreEvictedAndStillFound() {
        Path file = folder.resolve("memory.db");
        long tooSmallForTwo = enoughForOne();

        try (SharedMemory memory = SharedMemory.builder(file)
                .keywordsOnly()
                .indexBudget(tooSmallForTwo)
                .open()) {
            fill(memory, "one");
            fill(memory, "two");
            for (String task : List.of("one", "two", "one", "two")) {
                assertThat(memory.task(task).agent("reader").recall("finding 7", 1))
                        .extracting(match -> match.memory().text())
                        .containsExactly(task + " keeps finding 7");
            }
        }

        try (MemoryStore store = SqliteStore.open(file)) {
            Engine engine = engine(store, tooSmallForTwo);
            assertThat(read(engine, "one")).isEqualTo(MEMORIES);
            assertThat(engine.scopes().replicated()).hasSize(1);
            assertThat(read(engine, "two")).isEqualTo(MEMORIES);
            assertThat(engine.scopes().replicated()).hasSize(1);
        }
    }

    @Test
    void scopesWithinTheBudgetStay() {
        Path file = folder.resolve("memory.db");
        try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            fill(memory, "one");
            fill(memory, "two");
        }

        try (MemoryStore store = SqliteStore.open(file)) {
            Engine engine = engine(store, 1_000_000);
            read(engine, "one");
            read(engine, "two");
            assertThat(engine.scopes().replicated()).hasSize(2);
        }
    }

    @Test
    void aScopeThatGrowsAfterItWasReadIsWeighedAgain() {
        Path file = folder.resolve("memory.db");
        try (MemoryStore store = SqliteStore.open(file);
                SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            Engine engine = engine(store, enoughForOne());
            read(engine, "one");
            read(engine, "two");
            assertThat(engine.scopes().replicated()).hasSize(2);

            fill(memory, "one");
            fill(memory, "two");
            read(engine, "one");
            read(engine, "two");
            assertThat(engine.scopes().replicated()).hasSize(1);
        }
    }

    @Test
    void scopesThatAreOnlyWrittenAreWeighed() {
        long budget = enoughForOne();
        try (MemoryStore store = SqliteStore.open(folder.resolve("memory.db"))) {
            Engine engine = engine(store, budget);
            for (int task = 0; task < 12; task++) {
                new TaskMemory(engine, new Scope.Task("task-" + task))
                        .agent("writer")
                        .rememberAll(drafts("It"));
            }

            assertThat(engine.scopes().replicated()).hasSizeBetween(1, 3);
        }
    }

    @Test
    void longTextsWeighMore() {
        try (MemoryStore store = SqliteStore.open(folder.resolve("memory.db"))) {
            Engine engine = engine(store, Long.MAX_VALUE);
            TaskMemory task = new TaskMemory(engine, new Scope.Task("one"));
            ScopeReplica replica = engine.scopes().replica(engine.scopes().open(Scope.task("one")));
            long empty = replica.weight();
            task.agent("writer").remember("x".repeat(Statement.MAX_TEXT));

            assertThat(replica.weight()).isGreaterThan(empty + Statement.MAX_TEXT);

            task.agent("writer")
                    .remember(Draft.finding("A quotation")
                            .evidence("\u0436".repeat(Statement.MAX_TEXT))
                            .build());
            read(engine, "one");
            assertThat(replica.weight()).isGreaterThan(empty + 3L * Statement.MAX_TEXT);
        }
    }

    @Test
    void aScopeLargerThanTheBudgetIsSearched() {
        try (SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .indexBudget(1)
                .open()) {
            fill(memory, "one");

            assertThat(memory.task("one").agent("reader").recall("finding 7", 1))
                    .extracting(match -> match.memory().text())
                    .containsExactly("one keeps finding 7");
        }
    }

    @Test
    void aBudgetOfZeroIsRejected() {
        SharedMemory.Builder builder =
                SharedMemory.builder(folder.resolve("memory.db")).indexBudget(0);

        assertThatThrownBy(builder::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The index budget is 0 bytes, but at least 1 is needed: pass some megabytes, or leave it unset");
    }
}

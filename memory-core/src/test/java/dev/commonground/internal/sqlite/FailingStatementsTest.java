package dev.commonground.internal.sqlite;

import static dev.commonground.store.MemoryStoreContract.OWNER;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.onLane;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.Proofs;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fails each statement of a group commit in turn. A failure leaves each commit stored completely or not at all. It does
 * not affect the other commits of the group, and a repeated commit is stored once. The store itself repeats a group
 * once if one of its statements fails.
 */
@Tag("repeated")
class FailingStatementsTest {

    private static final int EVERY_THIRD = 3;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void leaveEachCommitWholeOrAbsent(Faults.Sort sort) throws Exception {
        int stride = Proofs.times(EVERY_THIRD, 1); // together the sorts of failure meet every statement
        int first = 1 + List.of(Faults.Sort.values()).indexOf(sort) % stride;
        int statement = first;
        while (statementFails(sort, statement)) {
            statement += stride;
        }

        assertThat(statement).isGreaterThan(30);
        try (SqliteStore store = open(UnaryOperator.identity())) {
            assertThat(new Integrity(folder.resolve("memory.db")).problems()).isEmpty();
            assertThat(store.find(OWNER, Scope.task("a-" + first))).isPresent();
        }
    }

    SqliteStore open(UnaryOperator<java.sql.Connection> guise) {
        return SqliteStore.open(folder.resolve("memory.db"), List.of(), guise);
    }

    /** Returns whether the group has a statement of that number, which then failed. */
    boolean statementFails(Faults.Sort sort, int number) throws Exception {
        Faults faults = new Faults(sort, number);
        try (SqliteStore store = open(faults)) {
            Group group = new Group(store, number);
            Map<String, MemoryStoreException> failures = group.commitTogether(faults);
            faults.disarm();

            try (SqliteStore reopened = open(UnaryOperator.identity())) {
                group.checkEachIsWholeOrAbsent(List.of(store, reopened), faults, failures);
                group.checkRetriesAreStoredOnce(List.of(store, reopened));
            }
        }
        return faults.failed() != null;
    }

    /** Four commits: one that blocks the writer, and three that wait meanwhile and share the next transaction. */
    private static final class Group {
        private final ScopeRecord a;
        private final ScopeRecord b;
        private final SqliteStore store;
        private final Map<String, Commit> commits = new LinkedHashMap<>();

        private Group(SqliteStore store, int number) {
            this.store = store;
            List<ScopeRecord> scopes = store.open(OWNER, List.of(Scope.task("a-" + number), Scope.task("b-" + number)));
            this.a = scopes.get(0);
            this.b = scopes.get(1);
            commits.put("plug", direct(a, says(a, "plug 1"), says(a, "plug 2")));
            commits.put("left", direct(a, says(a, "left 1"), says(a, "left 2", -1L)));
            commits.put("both", Commit.of(List.of(onLaneOfA(), directlyToB())));
            commits.put("right", direct(b, says(b, "right 1")));
        }

        private Commit.Append onLaneOfA() {
            Entry.Assert first = says(a, "both 1");
            Commit.Append plain = onLane(
                    a,
                    Map.of(),
                    new Commit.TipMove("r", new TreeMap<>(), new TreeMap<>()),
                    first,
                    says(a, "both 2", -1L));
            StatementVector vector = new StatementVector(first.id(), "", "m", new float[] {1, 0});
            return new Commit.Append(plain.scope(), plain.lane(), plain.actions(), List.of(vector), plain.tip());
        }

        private Commit.Append directlyToB() {
            return new Commit.Append(b.id(), null, List.of(says(b, "both 3"), says(b, "both 4")), List.of(), null);
        }

        /** Returns the failures by the names of their commits. */
        Map<String, MemoryStoreException> commitTogether(Faults faults) throws InterruptedException {
            Map<String, MemoryStoreException> failures = new ConcurrentHashMap<>();
            List<Thread> threads = new ArrayList<>();
            faults.arm();
            for (Map.Entry<String, Commit> commit : commits.entrySet()) {
                Thread thread = new Thread(() -> {
                    try {
                        store.commit(commit.getValue());
                    } catch (MemoryStoreException e) {
                        failures.put(commit.getKey(), e);
                    }
                });
                thread.start();
                threads.add(thread);
                faults.awaitHeld();
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            faults.letGo();
            for (Thread thread : threads) {
                thread.join();
            }
            return failures;
        }

        void checkEachIsWholeOrAbsent(
                List<MemoryStore> handles, Faults faults, Map<String, MemoryStoreException> failures) {
            boolean answerOfCommitLost = "COMMIT".equals(faults.failed()) && !failures.isEmpty();
            for (MemoryStore handle : handles) {
                List<String> stored = stored(handle);
                commits.keySet().forEach(name -> {
                    List<String> whole = texts(name);
                    List<String> found = stored.stream()
                            .filter(text -> text.startsWith(name))
                            .toList();
                    assertThat(found).as(name).isIn(List.of(), whole);
                    if (!answerOfCommitLost || !failures.containsKey(name)) {
                        assertThat(found).as(name).isEqualTo(failures.containsKey(name) ? List.of() : whole);
                    }
                });
            }
            if (faults.hitOneCommit()) {
                switch (faults.sort()) {
                    case UNDONE, UNANSWERED ->
                        assertThat(failures).as(faults.failed()).isEmpty();
                    case UNDONE_AGAIN, UNANSWERED_AGAIN ->
                        assertThat(failures).as(faults.failed()).hasSize(1);
                    case ROLLED_BACK, BROKEN ->
                        assertThat(failures).as(faults.failed()).isNotEmpty();
                }
            }
        }

        private static List<String> texts(String name) {
            int size = Map.of("both", 4, "right", 1).getOrDefault(name, 2);
            return LongStream.rangeClosed(1, size).mapToObj(i -> name + " " + i).toList();
        }

        void checkRetriesAreStoredOnce(List<MemoryStore> handles) {
            commits.values().forEach(store::commit);
            for (MemoryStore handle : handles) {
                assertThat(stored(handle)).containsExactlyInAnyOrder(all());
                assertThat(entries(handle, a))
                        .filteredOn(entry -> entry.lane() != Entry.DIRECT)
                        .extracting(Entry::number)
                        .containsExactly(1L, 2L);
                assertThat(entries(handle, a))
                        .filteredOn(entry -> entry.action() instanceof Entry.Tip)
                        .hasSize(1);
                assertThat(handle.readBeyond(a.id(), 0, "m").vectors()).hasSize(1);
            }
        }

        private String[] all() {
            return commits.keySet().stream()
                    .flatMap(name -> texts(name).stream())
                    .toArray(String[]::new);
        }

        /** Returns the texts in both scopes, after a check that the positions have no gap. */
        private List<String> stored(MemoryStore handle) {
            List<String> texts = new ArrayList<>();
            for (ScopeRecord scope : List.of(a, b)) {
                List<Entry> entries = entries(handle, scope);
                assertThat(entries)
                        .extracting(Entry::position)
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, entries.size())
                                .boxed()
                                .toList());
                entries.stream()
                        .map(entry -> entry.action() instanceof Entry.Assert assertion
                                ? assertion.statement().text()
                                : null)
                        .filter(Objects::nonNull)
                        .forEach(texts::add);
            }
            return texts;
        }

        private static List<Entry> entries(MemoryStore handle, ScopeRecord scope) {
            return handle.readBeyond(scope.id(), 0, "").entries();
        }
    }
}

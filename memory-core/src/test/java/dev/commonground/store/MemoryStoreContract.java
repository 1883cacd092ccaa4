package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link MemoryStore}. A test class that implements {@link #newStore()} and {@link #sameStoreAgain()}
 * inherits the tests.
 */
public interface MemoryStoreContract extends MemoryStoreLifeContract {

    /** Returns an assertion of {@code text} in the scope. */
    static Entry.Assert says(ScopeRecord scope, String text, Long... retracts) {
        Statement statement = new Statement(Kind.FINDING, "topic", "value", text);
        Assertion assertion = new Assertion(
                Author.agent("researcher"),
                Author.person("Ann"),
                Instant.parse("2026-11-22T12:00:00.123456789Z"),
                "node",
                "thread",
                Origin.TOOL,
                0.75,
                "evidence of " + text,
                Metadata.NONE
                        .with("page", 3)
                        .with("share", 0.5)
                        .with("checked", true)
                        .with("by", "Ann"),
                Instant.parse("2027-01-01T00:00:00Z"),
                List.of(new MemoryId("m-" + "a".repeat(26))),
                Audience.of(Audience.Member.role("client"), Audience.Member.person("Ann"))
                        .and(Audience.of(Audience.Member.agent("writer"))));
        return new Entry.Assert(scope.identity().of(statement), statement, assertion, List.of(retracts));
    }

    /** Returns a commit to {@link Entry#DIRECT}. */
    static Commit direct(ScopeRecord scope, Entry.Action... actions) {
        return Commit.of(List.of(new Commit.Append(scope.id(), null, List.of(actions), List.of(), null)));
    }

    /** Returns an append to a lane of the run {@code r}. */
    static Commit.Append onLane(
            ScopeRecord scope, Map<Long, Long> seen, Commit.@Nullable TipMove tip, Entry.Action... actions) {
        return new Commit.Append(
                scope.id(),
                new Commit.LaneClaim("r", "thread", "researcher", "plan", seen),
                List.of(actions),
                List.of(),
                tip);
    }

    private static ScopeRecord task(MemoryStore store, String id) {
        return store.open(OWNER, List.of(Scope.task(id))).get(0);
    }

    @Test
    default void anOpenedScopeIsFoundAndKeepsItsIdentity() {
        MemoryStore store = newStore();
        assertThat(store.find(OWNER, Scope.task("a"))).isEmpty();

        ScopeRecord opened = task(store, "a");

        ScopeRecord found = sameStoreAgain().find(OWNER, Scope.task("a")).orElseThrow();
        Statement statement = new Statement(Kind.FINDING, null, null, "x");
        assertThat(found.id()).isEqualTo(opened.id()).startsWith("t");
        assertThat(found.identity().of(statement)).isEqualTo(opened.identity().of(statement));
        assertThat(task(store, "a").id()).isEqualTo(opened.id());
    }

    @Test
    default void scopesDifferByOwnerKindAndEveryCharacter() {
        MemoryStore store = newStore();
        List<Scope> scopes = List.of(
                Scope.task("a"),
                Scope.task("A"),
                Scope.task("a%"),
                Scope.task("a_"),
                Scope.user("a"),
                Scope.agent("a"),
                Scope.agentOnTask("a", "a"));

        List<String> ids = new ArrayList<>(
                store.open(OWNER, scopes).stream().map(ScopeRecord::id).toList());
        ids.addAll(store.open("other", scopes).stream().map(ScopeRecord::id).toList());

        assertThat(ids).doesNotHaveDuplicates();
    }

    /** Two owners with equal names: whatever one of them does, the other's scopes stay as they are. */
    @Test
    default void ownersNeverMeet() {
        MemoryStore store = newStore();
        List<Scope> scopes =
                List.of(Scope.task("a"), Scope.agentOnTask("writer", "a"), Scope.user("acme"), Scope.agent("writer"));
        List<ScopeRecord> anns = store.open("ann", scopes);
        List<ScopeRecord> bens = store.open("ben", scopes);
        List<String> ids = bens.stream().map(ScopeRecord::id).toList();
        bens.forEach(scope -> store.commit(direct(scope, says(scope, "Ben's"))));
        store.commit(direct(anns.get(0), says(anns.get(0), "Ann's"), says(anns.get(0), "Ann's second")));
        Scope.Task task = new Scope.Task("a");

        assertThat(store.find("ben", scopes.get(0)).map(ScopeRecord::id)).contains(ids.get(0));
        assertThat(store.scopes("ben", task))
                .extracting(ScopeRecord::id)
                .containsExactlyInAnyOrder(ids.get(0), ids.get(1));
        assertThat(listed(store, "ben")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(listed(store, "cleo")).isEmpty();
        for (Scope before : List.of(Scope.task("A"), Scope.agentOnTask("writer", "A2"))) {
            String other = "other owner of " + before;
            store.open(other, List.of(before));
            assertThat(store.list("ben", new ScopeListing(ScopeListing.Subject.TASKS, "", 1)))
                    .hasSize(2);
        }
        assertThat(store.scopes("cleo", task)).isEmpty();
        assertThat(store.verify("ben")).isEqualTo(new Verification(bens.size(), List.of()));
        assertThat(store.verify("ann")).isEqualTo(new Verification(2, List.of()));

        store.archive("ann", task, true);
        assertThat(store.state("ann", task)).isEqualTo(TaskState.ARCHIVED);
        assertThat(store.state("ben", task)).isEqualTo(TaskState.OPEN);
        assertThat(store.state("cleo", task)).isEqualTo(TaskState.ABSENT);
        store.archive("ann", task, false);

        assertThat(store.delete("cleo", scopes.get(0))).isFalse();
        scopes.forEach(scope -> store.delete("ann", scope));
        assertThat(listed(store, "ann")).isEmpty();
        assertThat(listed(store, "ben")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(store.readBeyond(id, 0, "").entries()).hasSize(1));
    }

    private static List<String> listed(MemoryStore store, String owner) {
        return Stream.of(ScopeListing.Subject.values())
                .flatMap(subject -> store.list(owner, new ScopeListing(subject, "", 10)).stream())
                .map(listed -> listed.record().id())
                .toList();
    }

    @Test
    default void scopesAreOpenedInTheGivenOrderWhetherNewOrNot() {
        MemoryStore store = newStore();
        ScopeRecord known = task(store, "b");
        List<Scope> scopes = List.of(Scope.task("c"), Scope.task("b"), Scope.task("a"));

        List<ScopeRecord> opened = store.open(OWNER, scopes);

        assertThat(opened).extracting(ScopeRecord::scope).containsExactlyElementsOf(scopes);
        assertThat(opened.get(1).id()).isEqualTo(known.id());
        assertThat(sameStoreAgain().open(OWNER, scopes))
                .extracting(ScopeRecord::id)
                .containsExactlyElementsOf(opened.stream().map(ScopeRecord::id).toList());
    }

    @Test
    default void everyCharacterOfATextIsPreserved() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        List<Entry.Action> entries = List.of(
                says(scope, "Robert'); DROP TABLE entry;--"),
                says(scope, "two\nlines\tand a \"quote\" \\ %_*"),
                says(scope, "nothing \u0000 in between"),
                says(scope, "caf\u00e9 \ud83e\udd8a \ud83d\udc69\u200d\ud83d\udcbb \u05e9\u05dc\u05d5\u05dd"),
                says(scope, "x".repeat(Statement.MAX_TEXT - 20)));

        store.commit(direct(scope, entries.toArray(Entry.Action[]::new)));

        assertThat(sameStoreAgain().readBeyond(scope.id(), 0, "").entries())
                .extracting(Entry::action)
                .containsExactlyElementsOf(entries);
    }

    @Test
    default void entriesAreReadUnchangedInOrder() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        Entry.Assert first = says(scope, "first");
        Entry.Assert second = says(scope, "second", 1L);
        Entry.Forget forget =
                new Entry.Forget(Author.person("ann"), Instant.parse("2026-11-22T13:00:00Z"), List.of(2L));

        store.commit(direct(scope, first, second));
        Commit.Receipt receipt = store.commit(direct(scope, forget));

        assertThat(receipt.scopes()).containsExactly(Map.entry(scope.id(), new Commit.Appended(3, 0, 0)));
        assertThat(sameStoreAgain().readBeyond(scope.id(), 0, "").entries())
                .containsExactly(
                        new Entry(1, Entry.DIRECT, null, 1, first),
                        new Entry(2, Entry.DIRECT, null, 2, second),
                        new Entry(3, Entry.DIRECT, null, 3, forget));
        assertThat(store.readBeyond(scope.id(), 2, "").entries())
                .extracting(Entry::position)
                .containsExactly(3L);
        assertThat(store.readBeyond(scope.id(), 3, "").entries()).isEmpty();
    }

    @Test
    default void anEntryCanRetractAnEarlierOneOfItsOwnCommit() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        store.commit(direct(scope, says(scope, "zero")));

        store.commit(direct(scope, says(scope, "first"), says(scope, "second", -1L, 1L)));

        assertThat(store.readBeyond(scope.id(), 2, "").entries())
                .extracting(entry -> entry.action().retracts())
                .containsExactly(List.of(2L, 1L));
    }

    @Test
    default void theSameCommitTwiceIsAppendedOnce() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        Commit commit = Commit.of(List.of(onLane(
                scope,
                Map.of(),
                new Commit.TipMove("r", new TreeMap<>(), new TreeMap<>()),
                says(scope, "first"),
                says(scope, "second"))));

        Commit.Receipt first = store.commit(commit);
        store.commit(direct(scope, says(scope, "third")));
        Commit.Receipt again = sameStoreAgain().commit(commit);

        assertThat(again).isEqualTo(first);
        assertThat(store.readBeyond(scope.id(), 0, "").entries()).hasSize(4);
    }

    @Test
    default void aCommitIsKnownHoweverManyFollow() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        List<Commit> commits = new ArrayList<>();
        List<Commit.Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            commits.add(direct(scope, says(scope, "one " + i), says(scope, "two " + i), says(scope, "three " + i)));
            receipts.add(store.commit(commits.get(i)));
            for (int earlier = Math.max(0, i - 1); earlier <= i; earlier++) {
                assertThat(store.commit(commits.get(earlier))).isEqualTo(receipts.get(earlier));
            }
        }

        assertThat(commits).extracting(sameStoreAgain()::commit).isEqualTo(receipts);
        assertThat(store.readBeyond(scope.id(), 0, "").entries()).hasSize(3 * 70);
    }

    @Test
    default void aCommitOverSeveralScopesIsAppendedToAllOrNone() {
        MemoryStore store = newStore();
        ScopeRecord a = task(store, "a");
        Commit.Append good = new Commit.Append(a.id(), null, List.of(says(a, "x")), List.of(), null);
        Commit.Append lost = new Commit.Append("t-unknown", null, List.of(says(a, "x")), List.of(), null);

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> store.commit(Commit.of(List.of(good, lost))))
                .withMessageContaining("t-unknown");

        assertThat(store.readBeyond(a.id(), 0, "").entries()).isEmpty();
        store.commit(direct(a, says(a, "y")));
        assertThat(store.readBeyond(a.id(), 0, "").entries()).hasSize(1);
    }

    @Test
    default void aLaneContinuesOnlyIfTheWriterHasSeenItsHead() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");

        Commit.Appended first = appended(store, scope, Map.of());
        Commit.Appended next = appended(store, scope, Map.of(first.lane(), first.number()));
        Commit.Appended fork = appended(store, scope, Map.of(first.lane(), first.number()));
        Commit.Appended retry = appended(store, scope, Map.of());
        Commit.Appended forkGoesOn =
                appended(store, scope, Map.of(first.lane(), first.number(), fork.lane(), fork.number()));

        assertThat(next).isEqualTo(new Commit.Appended(2, first.lane(), 2));
        assertThat(fork.lane()).isNotEqualTo(first.lane());
        assertThat(fork.number()).isEqualTo(1);
        assertThat(retry.lane()).isNotIn(first.lane(), fork.lane());
        assertThat(forkGoesOn).isEqualTo(new Commit.Appended(5, fork.lane(), 2));
    }

    private static Commit.Appended appended(MemoryStore store, ScopeRecord scope, Map<Long, Long> seen) {
        Commit commit = Commit.of(List.of(onLane(scope, seen, null, says(scope, "x"))));
        return store.commit(commit).scopes().entrySet().iterator().next().getValue();
    }

    @Test
    default void aCommitThatExpectsAnotherTipIsRefused() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        SortedMap<Long, Long> none = new TreeMap<>();
        store.commit(
                Commit.of(List.of(onLane(scope, Map.of(), new Commit.TipMove("r", none, none), says(scope, "x")))));

        Commit.Receipt zombie = store.commit(Commit.of(
                List.of(onLane(scope, Map.of(), new Commit.TipMove("r", none, none), says(scope, "zombie")))));
        store.commit(Commit.of(List.of(
                new Commit.Append(scope.id(), null, List.of(), List.of(), new Commit.TipMove("r", null, none)))));
        store.commit(Commit.of(List.of(
                new Commit.Append(scope.id(), null, List.of(), List.of(), new Commit.TipMove("r", null, none)))));

        assertThat(zombie).isEqualTo(Commit.Receipt.REFUSED);
        assertThat(store.readBeyond(scope.id(), 0, "").entries())
                .extracting(Entry::position, Entry::action)
                .containsExactly(
                        tuple(1L, says(scope, "x")),
                        tuple(2L, new Entry.Tip("r", new TreeMap<>(Map.of(1L, 1L)))),
                        tuple(3L, new Entry.Tip("r", none)));
    }

    @Test
    default void vectorsAreStoredByStatementSpeakerAndModel() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        Entry.Assert entry = says(scope, "x");
        StatementVector plain = new StatementVector(entry.id(), "", "m1", new float[] {0.6f, -0.8f});
        StatementVector spoken = new StatementVector(entry.id(), "Ann", "m1", new float[] {1, 0});
        store.commit(Commit.of(List.of(new Commit.Append(scope.id(), null, List.of(entry), List.of(plain), null))));
        store.keepVectors(scope.id(), 1, List.of(spoken, new StatementVector(entry.id(), "", "m2", new float[] {0, 1
        })));

        assertThat(sameStoreAgain().readBeyond(scope.id(), 0, "m1").vectors())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(plain, spoken);
        assertThat(store.readBeyond(scope.id(), 0, "").vectors()).isEmpty();
    }

    @Test
    default void vectorsAreThoseOfTheScopeAloneInASmallScopeAndInOneThatIsMostOfTheStore() {
        MemoryStore store = newStore();
        ScopeRecord small = task(store, "a");
        ScopeRecord large = task(store, "b");
        Map<ScopeRecord, List<StatementVector>> vectors =
                Map.of(small, told(store, small, 3), large, told(store, large, 12));

        vectors.forEach((scope, all) -> {
            for (List<StatementVector> some : List.of(all, all.subList(0, 2))) {
                List<Long> positions =
                        LongStream.rangeClosed(1, some.size()).boxed().toList();
                assertThat(sameStoreAgain().readVectors(scope.id(), positions, "m1"))
                        .as("%d of %d", some.size(), all.size())
                        .usingRecursiveFieldByFieldElementComparator()
                        .containsAll(some)
                        .isSubsetOf(all);
            }
            assertThat(store.readBeyond(scope.id(), 0, "m1").vectors())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(all);
        });
    }

    private static List<StatementVector> told(MemoryStore store, ScopeRecord scope, int statements) {
        List<Entry.Assert> entries = IntStream.range(0, statements)
                .mapToObj(nth -> says(scope, "statement " + nth))
                .toList();
        List<StatementVector> vectors = entries.stream()
                .map(entry -> new StatementVector(entry.id(), "", "m1", new float[] {0.6f, -0.8f}))
                .toList();
        store.commit(Commit.of(
                List.of(new Commit.Append(scope.id(), null, List.<Entry.Action>copyOf(entries), vectors, null))));
        store.keepVectors(
                scope.id(),
                statements,
                List.of(new StatementVector(entries.get(0).id(), "", "m2", new float[] {1, 0})));
        return vectors;
    }

    @Test
    default void vectorsOfSomeStatementsAreReadAndDeleted() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        List<Entry.Assert> entries =
                Stream.of("x", "y", "z").map(text -> says(scope, text)).toList();
        List<StatementVector> vectors = entries.stream()
                .map(entry -> new StatementVector(entry.id(), "", "m1", new float[] {0.6f, -0.8f}))
                .toList();
        store.commit(Commit.of(
                List.of(new Commit.Append(scope.id(), null, List.<Entry.Action>copyOf(entries), vectors, null))));
        List<Long> some = List.of(1L, 3L);

        assertThat(sameStoreAgain().readVectors(scope.id(), some, "m1"))
                .usingRecursiveFieldByFieldElementComparator()
                .contains(vectors.get(0), vectors.get(2))
                .isSubsetOf(vectors);
        assertThat(store.readVectors(scope.id(), some, "m2")).isEmpty();
        assertThat(store.readVectors(scope.id(), some, "")).isEmpty();
        assertThat(store.readVectors(scope.id(), List.of(), "m1")).isEmpty();
        assertThat(store.deleteVectors(scope.id(), List.of())).isZero();
        assertThat(store.deleteVectors(scope.id(), some)).isEqualTo(2);
        assertThat(store.deleteVectors(scope.id(), some)).isZero();
        assertThat(sameStoreAgain().readBeyond(scope.id(), 0, "m1").vectors())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(vectors.get(1));
    }

    @Test
    default void anExistingVectorStaysUnchanged() {
        MemoryStore store = newStore();
        ScopeRecord scope = task(store, "a");
        Entry.Assert entry = says(scope, "x");
        store.commit(direct(scope, entry));
        StatementVector first = new StatementVector(entry.id(), "", "m1", new float[] {1, 0});
        store.keepVectors(scope.id(), 1, List.of(first));

        sameStoreAgain().keepVectors(scope.id(), 1, List.of(new StatementVector(entry.id(), "", "m1", new float[] {0, 1
        })));

        assertThat(store.readBeyond(scope.id(), 0, "m1").vectors())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(first);
    }

    @Test
    default void anEmptyCollectionHasNoBlobs() {
        BlobStore blobs = newStore().blobs();

        blobs.remove("checkpoints");

        assertThat(blobs.get("checkpoints", "a")).isEmpty();
        assertThat(blobs.list("checkpoints")).isEmpty();
    }

    @Test
    default void blobsAreReplacedInPlaceAndListedInOrder() {
        BlobStore blobs = newStore().blobs();
        blobs.put("checkpoints", "b", new byte[] {1});
        blobs.put("checkpoints", "a", new byte[] {2});
        blobs.put("other", "c", new byte[] {3});

        blobs.put("checkpoints", "b", new byte[] {4, 5});

        BlobStore again = sameStoreAgain().blobs();
        assertThat(again.get("checkpoints", "b"))
                .hasValueSatisfying(data -> assertThat(data).containsExactly(4, 5));
        assertThat(again.list("checkpoints")).extracting(BlobStore.Blob::key).containsExactly("b", "a");
        again.remove("checkpoints");
        assertThat(blobs.list("checkpoints")).isEmpty();
        assertThat(blobs.get("other", "c")).isPresent();
    }

    @Test
    default void aBlobThatIsThereIsNotPutIfAbsent() {
        BlobStore blobs = newStore().blobs();

        assertThat(blobs.putIfAbsent("claims", "a", new byte[] {1})).isTrue();
        assertThat(blobs.putIfAbsent("claims", "a", new byte[] {2})).isFalse();
        assertThat(sameStoreAgain().blobs().putIfAbsent("claims", "a", new byte[] {1}))
                .as("repeated with the same data")
                .isTrue();
        assertThat(blobs.putIfAbsent("other", "a", new byte[] {2})).isTrue();

        assertThat(blobs.get("claims", "a"))
                .hasValueSatisfying(data -> assertThat(data).containsExactly(1));
    }

    @Test
    default void oneOfManyPutsABlobIfAbsent() throws Exception {
        List<BlobStore> stores = List.of(newStore().blobs(), sameStoreAgain().blobs());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String key = Integer.toString(round);
                List<Callable<Boolean>> puts = IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(one ->
                                () -> stores.get(one % 2).putIfAbsent("claims", key, new byte[] {(byte) one}))
                        .toList();
                int won = 0;
                for (Future<Boolean> put : threads.invokeAll(puts)) {
                    won += put.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void concurrentWritersLoseNothingAndLeaveNoGap() throws Exception {
        MemoryStore store = newStore();
        MemoryStore other = sameStoreAgain();
        ScopeRecord scope = task(store, "a");
        int writers = 8;
        int each = 25;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            MemoryStore mine = w % 2 == 0 ? store : other;
            String name = "writer " + w;
            tasks.add(() -> {
                for (int i = 0; i < each; i++) {
                    mine.commit(direct(scope, says(scope, name + " says " + i)));
                }
                return true;
            });
        }

        for (Future<Boolean> done : pool.invokeAll(tasks)) {
            assertThat(done.get()).isTrue();
        }
        pool.shutdown();

        List<Entry> entries = store.readBeyond(scope.id(), 0, "").entries();
        assertThat(entries)
                .extracting(Entry::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) writers * each).boxed().toList());
        assertThat(entries.stream().map(entry -> ((Entry.Assert) entry.action()).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    default void positionsOfReturnsExistingScopesAndPositionsIfTheStoreSupportsIt() {
        MemoryStore store = newStore();
        ScopeRecord opened = store.open("local", List.of(Scope.task("a"))).get(0);
        ScopeRecord written = store.open("local", List.of(Scope.task("b"))).get(0);
        store.commit(direct(written, says(written, "one"), says(written, "two")));

        store.positionsOf(
                        "local",
                        List.of(Scope.task("a"), Scope.task("c")),
                        Map.of(opened.id(), 0L, written.id(), 1L, "nobody", 1L),
                        "")
                .ifPresent(found -> {
                    assertThat(found.existing()).extracting(ScopeRecord::id).containsExactly(opened.id());
                    assertThat(found.byId()).isEqualTo(Map.of(opened.id(), 0L, written.id(), 2L));
                    assertThat(found.news().keySet()).isSubsetOf(written.id());
                    found.news().forEach((id, tail) -> assertThat(tail).isEqualTo(store.readBeyond(id, 1, "")));
                });
    }
}

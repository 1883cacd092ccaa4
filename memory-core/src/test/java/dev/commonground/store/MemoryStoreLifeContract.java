package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The contract of conditional commits, erasing, sweeping, archiving, deleting and watching in a {@link MemoryStore}.
 */
public interface MemoryStoreLifeContract {

    /** The owner of the scopes in these tests. */
    String OWNER = "local";

    /** Returns a new empty store, which the test class closes after the test. */
    MemoryStore newStore();

    /** Opens the data of the last {@link #newStore} a second time, as another process would. */
    MemoryStore sameStoreAgain();

    private static ScopeRecord open(MemoryStore store, Scope scope) {
        return store.open(OWNER, List.of(scope)).get(0);
    }

    private static List<Entry> entries(MemoryStore store, ScopeRecord scope) {
        return store.readBeyond(scope.id(), 0, "m").entries();
    }

    private static StatementVector vector(Entry.Assert of) {
        return new StatementVector(of.id(), "", "m", new float[] {1, 0});
    }

    private static void commit(MemoryStore store, ScopeRecord scope, Entry.Action... actions) {
        store.commit(MemoryStoreContract.direct(scope, actions));
    }

    @Test
    default void aConditionalCommitIsRefusedAtAnotherPosition() {
        MemoryStore store = newStore();
        ScopeRecord a = open(store, Scope.task("a"));
        ScopeRecord b = open(store, Scope.task("b"));
        commit(store, a, MemoryStoreContract.says(a, "one"));
        Commit late = MemoryStoreContract.direct(b, MemoryStoreContract.says(b, "late"))
                .onlyAt(Map.of(a.id(), 0L));

        Commit.Receipt refused = store.commit(late);

        assertThat(refused).isEqualTo(Commit.Receipt.REFUSED);
        assertThat(entries(sameStoreAgain(), b)).isEmpty();
        assertThat(store.commit(late.onlyAt(Map.of(a.id(), 1L))).accepted()).isTrue();
        assertThat(entries(sameStoreAgain(), b)).hasSize(1);
    }

    @Test
    default void aRepeatedConditionalCommitGetsItsFirstReceipt() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Commit commit = MemoryStoreContract.direct(scope, MemoryStoreContract.says(scope, "one"))
                .onlyAt(Map.of(scope.id(), 0L));
        Commit.Receipt first = store.commit(commit);

        Commit.Receipt again = sameStoreAgain().commit(commit);

        assertThat(again).isEqualTo(first);
        assertThat(entries(store, scope)).hasSize(1);
    }

    @Test
    default void annotationsAreReadAsTheyWereWritten() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert assertion = MemoryStoreContract.says(scope, "one");
        Entry.Annotate annotation = new Entry.Annotate(
                assertion.id(),
                Author.person("Ann"),
                Instant.parse("2026-11-22T12:00:00Z"),
                Metadata.NONE.with("n", 3).with("share", 0.5));

        commit(store, scope, assertion, annotation);

        assertThat(entries(sameStoreAgain(), scope)).extracting(Entry::action).containsExactly(assertion, annotation);
    }

    @Test
    default void erasingLeavesAuthorAndTimeButNoTextAndNoVectors() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert kept = MemoryStoreContract.says(scope, "kept");
        Entry.Assert gone = MemoryStoreContract.says(scope, "gone", 1L);
        store.commit(Commit.of(List.of(
                new Commit.Append(scope.id(), null, List.of(kept, gone), List.of(vector(kept), vector(gone)), null))));
        Entry.Erase erase = new Entry.Erase(gone.id(), Author.person("Ann"), Instant.parse("2026-11-22T13:00:00Z"));

        commit(store, scope, erase);

        MemoryStore.Tail tail = sameStoreAgain().readBeyond(scope.id(), 0, "m");
        assertThat(tail.entries())
                .extracting(Entry::action)
                .containsExactly(
                        kept,
                        new Entry.Erased(
                                gone.assertion().author(), gone.assertion().at(), List.of(1L)),
                        erase);
        assertThat(tail.entries()).extracting(Entry::position).containsExactly(1L, 2L, 3L);
        assertThat(tail.vectors()).extracting(StatementVector::id).containsExactly(kept.id());
    }

    @Test
    default void vectorsComputedBeforeAnErasureAreIgnored() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert kept = MemoryStoreContract.says(scope, "kept");
        Entry.Assert gone = MemoryStoreContract.says(scope, "gone");
        commit(store, scope, kept, gone);
        commit(store, scope, new Entry.Erase(gone.id(), Author.person("Ann"), Instant.EPOCH));

        store.keepVectors(scope.id(), 2, List.of(vector(gone)));
        assertThat(store.readBeyond(scope.id(), 0, "m").vectors()).isEmpty();

        commit(store, scope, gone);
        assertThat(store.readBeyond(scope.id(), 0, "m").vectors()).isEmpty();
        store.keepVectors(scope.id(), 4, List.of(vector(gone)));
        assertThat(store.readBeyond(scope.id(), 0, "m").vectors()).hasSize(1);
    }

    @Test
    default void vectorsComputedBeforeOtherWritesAreKept() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert first = MemoryStoreContract.says(scope, "first");
        commit(store, scope, first);
        commit(store, scope, MemoryStoreContract.says(scope, "second"));

        store.keepVectors(scope.id(), 1, List.of(vector(first)));

        assertThat(sameStoreAgain().readBeyond(scope.id(), 0, "m").vectors())
                .extracting(StatementVector::id)
                .containsExactly(first.id());
    }

    @Test
    default void theTailOfALogHasTheVectorsOfWhatItAsserts() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert first = MemoryStoreContract.says(scope, "first");
        Entry.Assert second = MemoryStoreContract.says(scope, "second");
        commit(store, scope, first);
        commit(store, scope, second, new Entry.Forget(Author.person("Ann"), Instant.EPOCH, List.of(1L)));
        store.keepVectors(scope.id(), 3, List.of(vector(first), vector(second)));

        assertThat(sameStoreAgain().readBeyond(scope.id(), 1, "m").vectors())
                .extracting(StatementVector::id)
                .contains(second.id());
        assertThat(store.readBeyond(scope.id(), 1, "").vectors()).isEmpty();
    }

    @Test
    default void sweepingLeavesABlankAndTheVectorsOfAssertedStatements() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert gone = MemoryStoreContract.says(scope, "gone");
        Entry.Assert kept = MemoryStoreContract.says(scope, "kept");
        store.commit(Commit.of(List.of(MemoryStoreContract.onLane(scope, Map.of(), null, gone, kept))));
        commit(store, scope, kept);
        store.keepVectors(scope.id(), 3, List.of(vector(gone), vector(kept)));
        Entry.Sweep sweep = new Entry.Sweep(Instant.parse("2026-11-22T13:00:00Z"), List.of(1L, 2L, 3L));

        commit(store, scope, sweep);

        MemoryStore.Tail tail = sameStoreAgain().readBeyond(scope.id(), 0, "m");
        assertThat(tail.entries())
                .extracting(Entry::action)
                .containsExactly(new Entry.Swept(), new Entry.Swept(), kept, sweep);
        assertThat(tail.entries()).extracting(Entry::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(tail.vectors()).extracting(StatementVector::id).containsExactly(kept.id());
        store.keepVectors(scope.id(), 3, List.of(vector(gone)));
        commit(store, scope, gone);
        assertThat(store.readBeyond(scope.id(), 0, "m").vectors())
                .extracting(StatementVector::id)
                .containsExactly(kept.id());
    }

    @Test
    default void aSweepKeepsTheVectorOfWhatAnotherEntryAsserts() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert gone = MemoryStoreContract.says(scope, "gone");
        Entry.Assert kept = MemoryStoreContract.says(scope, "kept");
        Commit.Append swept = MemoryStoreContract.onLane(scope, Map.of(), null, gone, kept);
        store.commit(Commit.of(List.of(new Commit.Append(
                scope.id(), swept.lane(), swept.actions(), List.of(vector(gone), vector(kept)), null))));
        commit(store, scope, kept);

        commit(store, scope, new Entry.Sweep(Instant.EPOCH, List.of(1L, 2L)));

        for (long position : List.of(0L, 2L)) {
            assertThat(sameStoreAgain().readBeyond(scope.id(), position, "m").vectors())
                    .as("after %d", position)
                    .extracting(StatementVector::id)
                    .containsExactly(kept.id());
        }
        assertThat(store.deleteVectors(scope.id(), List.of(1L, 2L))).isZero();
        assertThat(store.deleteVectors(scope.id(), List.of(3L))).isEqualTo(1);
    }

    @Test
    default void aVectorOfAnotherSpeakerIsReadWithItsOwnAssertion() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert first = MemoryStoreContract.says(scope, "first");
        StatementVector spoken = new StatementVector(first.id(), "Ann", "m", new float[] {0, 1});
        StatementVector ofOtherModel = new StatementVector(first.id(), "", "n", new float[] {0, 1});
        store.commit(Commit.of(List.of(
                new Commit.Append(scope.id(), null, List.of(first, first), List.of(vector(first), spoken), null))));
        store.keepVectors(scope.id(), 2, List.of(ofOtherModel));
        for (int other = 0; other < 20; other++) {
            commit(store, scope, MemoryStoreContract.says(scope, "other " + other));
        }

        assertThat(sameStoreAgain().readVectors(scope.id(), List.of(1L, 2L), "m"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(vector(first), spoken);
        assertThat(store.readVectors(scope.id(), List.of(1L), "n"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(ofOtherModel);
        assertThat(store.deleteVectors(scope.id(), List.of(1L, 2L))).isEqualTo(3);
    }

    @Test
    default void theScopesOfATaskAreItsOwnAndItsAgentsNotes() {
        MemoryStore store = newStore();
        ScopeRecord task = open(store, Scope.task("a"));
        ScopeRecord note = open(store, Scope.agentOnTask("writer", "a"));
        List.of(Scope.task("ab"), Scope.user("a"), Scope.agent("a"), Scope.agentOnTask("a", "b"))
                .forEach(other -> open(store, other));
        store.open("other", List.of(Scope.task("a")));

        assertThat(sameStoreAgain().scopes(OWNER, new Scope.Task("a")))
                .extracting(ScopeRecord::id, ScopeRecord::scope)
                .containsExactlyInAnyOrder(tuple(task.id(), task.scope()), tuple(note.id(), note.scope()));
        assertThat(store.scopes(OWNER, new Scope.Task("c"))).isEmpty();
    }

    @Test
    default void anArchivedTaskAcceptsNoCommitUntilItIsReopened() {
        MemoryStore store = newStore();
        Scope.Task task = new Scope.Task("a");
        assertThat(store.state(OWNER, task)).isEqualTo(TaskState.ABSENT);
        ScopeRecord scope = open(store, task);
        ScopeRecord note = open(store, Scope.agentOnTask("writer", "a"));
        ScopeRecord other = open(store, Scope.task("ab"));
        assertThat(store.state(OWNER, task)).isEqualTo(TaskState.OPEN);

        store.archive(OWNER, task, true);

        MemoryStore again = sameStoreAgain();
        ScopeRecord late = open(again, Scope.agentOnTask("editor", "a"));
        assertThat(again.state(OWNER, task)).isEqualTo(TaskState.ARCHIVED);
        assertThat(again.state("other", task)).isEqualTo(TaskState.ABSENT);
        for (ScopeRecord closed : List.of(scope, note, late)) {
            assertThatExceptionOfType(ScopeArchivedException.class)
                    .isThrownBy(() -> commit(again, closed, MemoryStoreContract.says(closed, "x")))
                    .withMessageContaining(closed.id());
            assertThat(entries(store, closed)).isEmpty();
        }
        commit(again, other, MemoryStoreContract.says(other, "x"));
        store.archive(OWNER, task, false);
        commit(again, scope, MemoryStoreContract.says(scope, "x"));
        assertThat(entries(store, scope)).hasSize(1);
    }

    @Test
    default void deletingATaskDeletesItsNotesAndNothingElse() {
        MemoryStore store = newStore();
        ScopeRecord task = open(store, Scope.task("a"));
        ScopeRecord note = open(store, Scope.agentOnTask("writer", "a"));
        List<ScopeRecord> others = store.open(
                OWNER,
                List.of(
                        Scope.task("A"),
                        Scope.task("a%"),
                        Scope.user("a"),
                        Scope.agent("a"),
                        Scope.agentOnTask("a", "b"),
                        Scope.agentOnTask("writer", "ab")));
        ScopeRecord foreign = store.open("other", List.of(Scope.task("a"))).get(0);
        for (ScopeRecord scope : others) {
            commit(store, scope, MemoryStoreContract.says(scope, "kept"));
        }
        commit(store, foreign, MemoryStoreContract.says(foreign, "kept"));
        commit(store, task, MemoryStoreContract.says(task, "gone"));
        commit(store, note, MemoryStoreContract.says(note, "gone"));

        assertThat(store.delete(OWNER, Scope.task("a"))).isTrue();

        MemoryStore again = sameStoreAgain();
        for (ScopeRecord gone : List.of(task, note)) {
            assertThat(again.find(OWNER, gone.scope())).isEmpty();
            assertThatExceptionOfType(ScopeGoneException.class)
                    .isThrownBy(() -> entries(again, gone))
                    .satisfies(e -> assertThat(e.scope()).isEqualTo(gone.id()));
            assertThatExceptionOfType(ScopeGoneException.class)
                    .isThrownBy(() -> commit(again, gone, MemoryStoreContract.says(gone, "x")));
            assertThatExceptionOfType(ScopeGoneException.class)
                    .isThrownBy(() -> again.keepVectors(gone.id(), 1, List.of()));
        }
        for (ScopeRecord kept : others) {
            assertThat(entries(again, kept)).hasSize(1);
        }
        assertThat(entries(again, foreign)).hasSize(1);
        assertThat(store.delete(OWNER, Scope.task("a"))).isFalse();
        assertThat(open(store, Scope.task("a")).id()).isNotEqualTo(task.id());
        assertThat(store.delete(OWNER, Scope.user("a"))).isTrue();
        assertThat(again.find(OWNER, Scope.user("a"))).isEmpty();
    }

    @Test
    default void deletingATaskDeletesItsBlobsAndNoOthers() {
        MemoryStore store = newStore();
        Scope.Task task = new Scope.Task("a");
        List<String> others = List.of(
                BlobStore.ownedCollection(OWNER, BlobStore.taskCollection(new Scope.Task("a-2"))),
                BlobStore.ownedCollection("other", BlobStore.taskCollection(task)),
                BlobStore.ownedCollection(OWNER, "checkpoints/a"));
        String its = BlobStore.ownedCollection(OWNER, BlobStore.taskCollection(task));
        others.forEach(other -> store.blobs().put(other, "writer", new byte[] {1}));
        store.blobs().put(its, "writer", new byte[] {1});

        boolean deleted = store.delete(OWNER, task);

        assertThat(deleted).isTrue();
        MemoryStore again = sameStoreAgain();
        assertThat(again.blobs().list(its)).isEmpty();
        assertThat(others)
                .allSatisfy(other -> assertThat(again.blobs().list(other)).hasSize(1));
        assertThat(store.delete(OWNER, task)).isFalse();
    }

    @Test
    default void aWatchIsNotifiedOfTheCommitsOfAllHandlesUntilItIsClosed() throws InterruptedException {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Semaphore hints = new Semaphore(0);
        MemoryStore.Watch watch = store.watch(hints::release);
        for (MemoryStore writer : List.of(store, sameStoreAgain())) {
            while (hints.tryAcquire(200, TimeUnit.MILLISECONDS)) {
                hints.drainPermits();
            }
            commit(writer, scope, MemoryStoreContract.says(scope, "something new"));

            hints.acquire();
        }
        watch.close();
        hints.drainPermits();

        commit(store, scope, MemoryStoreContract.says(scope, "after the end"));

        assertThat(hints.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    default void anUnknownIdErasesNothing() {
        MemoryStore store = newStore();
        ScopeRecord scope = open(store, Scope.task("a"));
        Entry.Assert assertion = MemoryStoreContract.says(scope, "one");
        commit(store, scope, assertion);

        commit(store, scope, new Entry.Erase(new MemoryId("m-" + "b".repeat(26)), Author.agent("x"), Instant.EPOCH));

        assertThat(entries(store, scope).get(0).action()).isEqualTo(assertion);
    }
}

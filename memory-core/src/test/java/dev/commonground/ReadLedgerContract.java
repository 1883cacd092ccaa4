package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger keeps who was shown what, in which step. */
interface ReadLedgerContract {

    /** Returns an empty store. */
    MemoryStore newStore();

    private static SharedMemory open(MemoryStore store, int most) {
        return SharedMemory.builder(store).keywordsOnly().readLedger(most).open();
    }

    @Test
    default void recallsAndBriefingsAreRecordedWithTheirStep() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            Memory date =
                    memory.task("a").person("Ada").remember("Ships on Monday").memory();
            Memory limit = memory.task("a")
                    .person("Ada")
                    .require("Keep it to 500 words")
                    .memory();
            Step step =
                    memory.begin(StepRequest.builder("a", "write", "thread-1").build());
            step.memory().brief("write the proposal");
            Cursor committed = step.commit();
            memory.task("a").agent("editor").recall("when does it ship?", 1);

            TaskAudit audit = memory.task("a").audit("Ada");

            assertThat(audit.readers(date.id()))
                    .extracting(Reading::reader)
                    .containsExactly(Author.agent("write"), Author.agent("editor"));
            Reading inStep = audit.readers(limit.id()).get(0);
            assertThat(inStep.node()).isEqualTo("write");
            assertThat(inStep.thread()).isEqualTo("thread-1");
            assertThat(inStep.run()).isEqualTo(committed.run());
            assertThat(inStep.task()).isEqualTo("a");
            assertThat(audit.readBy(Author.agent("editor")))
                    .extracting(Reading::memory)
                    .containsExactly(date.id());
            assertThat(audit.readBy(Author.person("Ada"))).isEmpty();
        }
    }

    @Test
    default void whatIsOfferedOrListedOrWrittenIsNotRead() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            Memory own =
                    memory.task("a").agent("writer").remember("Ships on Monday").memory();
            memory.task("a").agent("writer").list();
            Step step =
                    memory.begin(StepRequest.builder("a", "write", "thread-1").build());
            step.onlooker().brief("write the proposal");
            step.commit();

            assertThat(memory.task("a").audit("Ada").readers(own.id())).isEmpty();
            step = memory.begin(StepRequest.builder("a", "write", "thread-1").build());
            step.memory().log().shown(List.of(own.id()));
            assertThat(memory.task("a").audit("Ada").readers(own.id()))
                    .extracting(Reading::node)
                    .containsExactly("write");
        }
    }

    @Test
    default void readingsOfAUsersMemoriesBelongToTheUser() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            MemoryId tea = memory.user("ada").prefer("Ada likes tea").memory().id();
            memory.task("a").forUser("ada").agent("writer").recall("tea", 1);

            assertThat(memory.task("a").audit("Ada").readers(tea)).isEmpty();
            assertThat(memory.task("a").forUser("ada").audit("Ada").readers(tea))
                    .extracting(Reading::task)
                    .containsExactly("a");
            memory.deleteUser("ada");
            memory.user("ada").prefer("Ada likes tea");
            assertThat(memory.task("a").forUser("ada").audit("Ada").readBy(Author.agent("writer")))
                    .isEmpty();
        }
    }

    @Test
    default void theOldestReadingsAreDroppedBeyondTheBound() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 3);
            AgentMemory writer = memory.task("a").agent("writer");
            for (int i = 0; i < 5; i++) {
                writer.remember("Step " + i);
                memory.task("a").agent("reader-" + i).recall("step " + i, 1);
                memory.task("a").audit("Ada").readBy(Author.agent("nobody")); // writes what is collected
            }

            TaskAudit audit = memory.task("a").audit("Ada");
            assertThat(List.of(0, 1, 2, 3, 4))
                    .filteredOn(i -> !audit.readBy(Author.agent("reader-" + i)).isEmpty())
                    .containsExactly(2, 3, 4);
        }
    }

    @Test
    default void erasingLeavesOnlyTheFactOfAReading() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            AgentMemory writer = memory.task("a").agent("writer");
            MemoryId secret = writer.remember("The code is 1234").memory().id();
            memory.task("a").agent("early").recall("code", 1);
            assertThat(memory.task("a").audit("Ada").readers(secret)).hasSize(1);
            memory.task("a").agent("late").recall("code", 1); // not yet written when the memory is erased
            writer.erase(secret);

            TaskAudit audit = memory.task("a").audit("Ada");
            assertThat(audit.readers(secret)).isEmpty();
            assertThat(List.of("early", "late"))
                    .allSatisfy(name -> assertThat(audit.readBy(Author.agent(name)))
                            .extracting(Reading::memory)
                            .containsExactly((MemoryId) null));
        }
    }

    /** Both readings may be written at once. */
    @Test
    default void erasingReachesAReadingThatALaterOneFollows() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            AgentMemory writer = memory.task("a").agent("writer");
            MemoryId secret = writer.remember("The code is 1234").memory().id();
            memory.task("a").agent("early").recall("code", 1);
            writer.erase(secret);
            MemoryId date = writer.remember("Ships on Monday").memory().id();
            memory.task("a").agent("late").recall("ships", 1);

            TaskAudit audit = memory.task("a").audit("Ada");
            assertThat(audit.readBy(Author.agent("early")))
                    .extracting(Reading::memory)
                    .containsExactly((MemoryId) null);
            assertThat(audit.readBy(Author.agent("late")))
                    .extracting(Reading::memory)
                    .containsExactly(date);
        }
    }

    @Test
    default void deletingATaskDeletesItsLedger() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            memory.task("a").agent("writer").remember("Ships on Monday");
            memory.task("a").agent("editor").recall("ship", 1);
            String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task("a"))
                    .orElseThrow()
                    .id();
            memory.task("a").audit("Ada").readBy(Author.agent("editor"));
            ReadLedger ledger = store.readLedger().orElseThrow();
            assertThat(ledger.by(scope, Author.agent("editor"))).hasSize(1);

            memory.task("a").agent("editor").recall("ship", 1); // written after the deletion
            memory.task("a").delete();
            memory.task("a").audit("Ada").readBy(Author.agent("editor"));

            assertThat(ledger.by(scope, Author.agent("editor"))).isEmpty();
        }
    }

    @Test
    default void readingsOfAStatementThatIsRememberedAgainAreKept() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, 100);
            AgentMemory writer = memory.task("a").agent("writer");
            MemoryId first = writer.remember("The code is 1234").memory().id();
            writer.erase(first);
            MemoryId again = writer.remember("The code is 1234").memory().id();
            memory.task("a").agent("reader").recall("code", 1);

            assertThat(memory.task("a").audit("Ada").readers(again)).hasSize(1);
        }
    }

    @Test
    default void closingWritesWhatIsCollected() {
        MemoryStore store = newStore();
        SharedMemory memory = open(store, 100);
        memory.task("a").agent("writer").remember("Ships on Monday");
        memory.task("a").agent("editor").recall("ship", 1);
        ScopeRecord scope =
                store.find(SharedMemory.DEFAULT_OWNER, Scope.task("a")).orElseThrow();
        memory.close();

        try (MemoryStore again = sameStoreAgain()) {
            assertThat(again.readLedger().orElseThrow().by(scope.id(), Author.agent("editor")))
                    .hasSize(1);
        }
    }

    /** Opens the data of the last {@link #newStore} a second time. */
    MemoryStore sameStoreAgain();

    @Test
    default void textsOfAllKindsAreStored() {
        try (MemoryStore store = newStore()) {
            ScopeRecord scope = store.open("ann", List.of(Scope.task("a"))).get(0);
            Reading reading = new Reading(
                    new MemoryId("m-" + "a".repeat(26)),
                    Author.agent("caf\u00e9 \ud83e\udd8a"),
                    null,
                    null,
                    "thread\u0000 \u001a",
                    "run",
                    Instant.parse("2026-11-22T12:00:00.123456789Z"));
            ReadLedger ledger = store.readLedger().orElseThrow();

            ledger.add(scope.id(), 0, List.of(reading), 1);
            ledger.add("tunknown", 0, List.of(reading), 1);

            assertThat(ledger.by(scope.id(), reading.reader())).containsExactly(reading);
            assertThat(ledger.by("tunknown", reading.reader())).isEmpty();
        }
    }

    @Test
    default void theBoundIsPositive() {
        try (MemoryStore store = newStore()) {
            assertThatThrownBy(() -> open(store, 0))
                    .hasMessage(
                            "The ledger is to keep 0 readings, but at least 1 is needed: pass some thousands, or leave it unset");
        }
    }
}

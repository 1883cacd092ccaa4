package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import dev.commonground.store.ScopeRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTest {

    @TempDir
    Path folder;

    final List<MemoryEvent> events = new ArrayList<>();
    SharedMemory memory;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .listener(events::add)
                .open();
    }

    @Test
    void createsTheScopeOfItsAgentsNotesWithTheFirstNote() {
        try (SqliteStore store = SqliteStore.open(folder.resolve("memory.db"))) {
            Step plan = memory.begin(
                    StepRequest.builder("order-7", "plan", "thread-1").build());

            assertThat(scopes(store)).containsExactly(Scope.task("order-7"));

            plan.memory().privately().remember("I doubt the date");

            assertThat(scopes(store))
                    .containsExactlyInAnyOrder(Scope.task("order-7"), Scope.agentOnTask("plan", "order-7"));
        }
    }

    private static List<Scope> scopes(SqliteStore store) {
        return store.scopes(SharedMemory.DEFAULT_OWNER, new Scope.Task("order-7")).stream()
                .map(ScopeRecord::scope)
                .toList();
    }

    @Test
    void concurrentNotesOfTheSameAgentAreVisibleInTheNextStep() {
        Step plan =
                memory.begin(StepRequest.builder("order-7", "plan", "thread-1").build());
        memory.task("order-7").agent("plan").privately().remember("I doubt the date");

        plan.memory().privately().remember("The plan is risky");

        assertThat(plan.memory().list()).extracting(Memory::text).containsExactly("The plan is risky");
        Step next = memory.begin(StepRequest.builder("order-7", "plan", "thread-1")
                .cursor(plan.commit())
                .build());
        assertThat(next.memory().list())
                .extracting(Memory::text)
                .containsExactlyInAnyOrder("I doubt the date", "The plan is risky");
    }

    /** The first of two steps writes something itself, the second one nothing. */
    @Test
    void acceptsForAllReadersWhatBranchesCommitted() {
        AgentMemory reader = memory.task("order-7").agent("reader");
        Cursor planned = run("plan", Cursor.newRun(), "The deadline is friday");
        Cursor price = branch("price", planned, "The price is 40 euros");
        Step write = begin("write", planned);
        write.memory().remember("The draft is long");
        write.accept(price);
        assertThat(reader.list()).hasSize(1);
        Cursor written = write.commit();
        assertThat(reader.list()).hasSize(3);

        Cursor stock = branch("stock", written, "The stock is empty");
        Step join = begin("join", written);
        join.accept(stock);
        assertThat(reader.list()).hasSize(3);
        join.commit();
        assertThat(reader.list()).hasSize(4);
    }

    Cursor branch(String node, Cursor cursor, String text) {
        Step step = memory.begin(StepRequest.builder("order-7", node, "thread-1")
                .cursor(cursor)
                .place(StepRequest.Place.BRANCH)
                .build());
        step.memory().remember(text);
        return step.commit();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Step begin(String node, Cursor cursor) {
        return memory.begin(
                StepRequest.builder("order-7", node, "thread-1").cursor(cursor).build());
    }

    Cursor run(String node, Cursor cursor, String text) {
        Step step = begin(node, cursor);
        step.memory().remember(text);
        return step.commit();
    }

    List<String> seenBy(String node, Cursor cursor) {
        return begin(node, cursor).memory().list().stream()
                .map(Memory::text)
                .sorted()
                .toList();
    }

    List<String> live() {
        return memory.task("order-7").agent("auditor").list().stream()
                .map(Memory::text)
                .sorted()
                .toList();
    }

    @Test
    void aCommittedStepIsSeenByTheNextAndByLiveReaders() {
        Cursor planned = run("plan", Cursor.EMPTY, "deadline is friday");

        assertThat(seenBy("write", planned)).containsExactly("deadline is friday");
        assertThat(live()).containsExactly("deadline is friday");
    }

    @Test
    void aStepThatIsNeverCommittedLeavesNoTrace() {
        begin("plan", Cursor.EMPTY).memory().remember("deadline is friday");

        assertThat(live()).isEmpty();
    }

    @Test
    void aReplaySeesNothingOfTheAbandonedFuture() {
        Cursor planned = run("plan", Cursor.EMPTY, "deadline is friday");
        Cursor written = run("write", planned, "first draft is long");
        run("review", written, "first review is harsh");

        assertThat(seenBy("write", planned)).containsExactly("deadline is friday");
        assertThat(live()).containsExactly("deadline is friday");

        Cursor rewritten = run("write", planned, "second draft is short");
        assertThat(seenBy("review", rewritten)).containsExactly("deadline is friday", "second draft is short");
        assertThat(live()).containsExactly("deadline is friday", "second draft is short");
    }

    /** Decides on a tone in a step, and returns the tones that this superseded. */
    private List<String> decide(Cursor from, String tone, List<Cursor> after) {
        Step step = begin("plan", from);
        WriteOutcome outcome = step.memory()
                .remember(
                        Draft.decision("The tone is " + tone).key("tone", tone).build());
        after.add(step.commit());
        return outcome instanceof WriteOutcome.Superseded superseded
                ? superseded.previous().stream()
                        .map(before -> String.valueOf(before.statement().value()))
                        .toList()
                : List.of();
    }

    @Test
    void aReplayRewritesTheValueThatItSees() {
        List<Cursor> moments = new ArrayList<>();
        decide(Cursor.EMPTY, "dry", moments);
        decide(moments.get(0), "warm", moments);
        decide(moments.get(1), "witty", moments);

        assertThat(decide(moments.get(0), "terse", moments)).containsExactly("dry");
        assertThat(decide(moments.get(3), "plain", moments)).containsExactly("terse");
        assertThat(decide(moments.get(2), "formal", moments)).containsExactly("witty");
        assertThat(decide(moments.get(1), "kind", moments)).containsExactly("warm");
        assertThat(decide(moments.get(0), "short", moments)).containsExactly("dry");

        assertThat(live()).containsExactly("The tone is short");
        assertThat(seenBy("write", moments.get(4))).containsExactly("The tone is plain");
        assertThat(memory.task("order-7")
                        .agent("auditor")
                        .remember(Draft.decision("The tone is final")
                                .key("tone", "final")
                                .build()))
                .isInstanceOfSatisfying(
                        WriteOutcome.InConflict.class,
                        conflict -> assertThat(conflict.others())
                                .extracting(Memory::text)
                                .containsExactly("The tone is plain"));
    }

    @Test
    void branchesDoNotSeeEachOtherBeforeTheirJoin() {
        Cursor planned = run("plan", Cursor.EMPTY, "deadline is friday");
        Step price = memory.begin(StepRequest.builder("order-7", "price", "thread-1")
                .cursor(planned)
                .place(StepRequest.Place.BRANCH)
                .build());
        Step stock = memory.begin(StepRequest.builder("order-7", "stock", "thread-1")
                .cursor(planned)
                .place(StepRequest.Place.BRANCH)
                .build());
        price.memory().remember("price is 40 euros");
        Cursor priced = price.commit();
        stock.memory().remember("stock is empty");

        assertThat(stock.memory().list()).extracting(Memory::text).doesNotContain("price is 40 euros");
        assertThat(live()).containsExactly("deadline is friday");

        Cursor joined = priced.merge(stock.commit());
        assertThat(seenBy("write", joined))
                .containsExactly("deadline is friday", "price is 40 euros", "stock is empty");
        assertThat(live()).containsExactly("deadline is friday", "price is 40 euros", "stock is empty");
    }

    @Test
    void heldBackWritesAreSeenOnlyAfterTheirRelease() {
        Step run = begin("run", Cursor.EMPTY);
        run.memory().require("Keep it to 500 words");
        String held = run.holdBack();
        Cursor ran = run.commit();

        assertThat(live()).isEmpty();

        Step commit = memory.begin(StepRequest.builder("order-7", "commit", "thread-1")
                .agent("run")
                .cursor(ran)
                .build());
        commit.release(held);
        commit.commit();
        assertThat(live()).containsExactly("Keep it to 500 words");
    }

    @Test
    void heldBackWritesAreReportedOnlyAfterTheirRelease() {
        Step run = begin("run", Cursor.EMPTY);
        run.memory().require("Keep it to 500 words");
        String held = run.holdBack();
        Cursor ran = run.commit();
        assertThat(events).isEmpty();

        Step commit = memory.begin(StepRequest.builder("order-7", "commit", "thread-1")
                .agent("run")
                .cursor(ran)
                .build());
        commit.release(held);
        commit.commit();

        assertThat(events).hasSize(1);
    }

    @Test
    void theTipOfAJoinIsWithoutItsBranches() {
        Cursor planned = run("plan", Cursor.EMPTY, "deadline is friday");
        Cursor priced = branch("price", planned, "price is 40 euros");

        Step join = begin("join", priced);

        assertThat(memory.task("order-7").asOf(join.tip()).agent("auditor").list())
                .extracting(Memory::text)
                .containsExactly("deadline is friday");
        assertThat(join.memory().list()).hasSize(2);
    }

    @Nested
    class BeforeItIsCommitted {

        @Test
        void onlyTheStepSeesItsWrites() {
            Step step = begin("plan", Cursor.EMPTY);
            Memory friday = step.memory().remember("deadline is friday").memory();

            assertThat(step.memory().recall("deadline", 5))
                    .extracting(Match::memory)
                    .containsExactly(friday);
            assertThat(step.memory().find(friday.id())).contains(friday);
            assertThat(step.memory().history(friday.id())).hasSize(1);
            assertThat(live()).isEmpty();
        }

        @Test
        void aStepCanForgetAndReviseVisibleMemories() {
            memory.task("order-7").agent("ann").remember("price is 40 euros");
            Step step = begin("plan", Cursor.EMPTY);
            Memory friday = step.memory().remember("deadline is friday").memory();
            Memory price = step.memory().recall("price", 1).get(0).memory();
            Memory monday =
                    step.memory().revise(friday.id(), "deadline is monday").memory();
            step.memory().log().forget(price.id(), "it is out of date");

            assertThat(step.memory().list()).containsExactly(monday);
            assertThat(step.memory().recall("price friday", 5))
                    .extracting(Match::memory)
                    .containsExactly(monday);
            assertThat(step.memory().find(price.id()))
                    .get()
                    .extracting(Memory::status)
                    .isEqualTo(Memory.Status.FORGOTTEN);
            assertThat(step.memory().history(price.id())).hasSize(2);
            assertThat(live()).containsExactly("price is 40 euros");

            step.commit();
            assertThat(live()).containsExactly("deadline is monday");
        }

        @Test
        void aStepFindsItsWritesAgainWithTheSameScore() {
            Step step = begin("plan", Cursor.EMPTY);
            step.memory().remember("deadline is friday");
            List<Match> first = step.memory().recall("deadline", 5);

            assertThat(step.memory().recall("deadline", 5)).isEqualTo(first).hasSize(1);
        }

        @Test
        void aStepFindsWhatItSaysAgain() {
            Step step = begin("plan", Cursor.EMPTY);
            Memory friday = step.memory().remember("deadline is friday").memory();
            step.memory().recall("deadline", 5);
            step.memory().forget(friday.id());
            Memory price = step.memory().remember("price is 40 euros").memory();
            assertThat(step.memory().recall("deadline", 5))
                    .extracting(match -> match.memory().id())
                    .doesNotContain(friday.id());

            step.memory().remember("deadline is friday");

            assertThat(step.memory().recall("deadline", 5))
                    .extracting(match -> match.memory().id())
                    .startsWith(friday.id());
            assertThat(step.memory().recall("price", 5))
                    .extracting(Match::memory)
                    .startsWith(price);
            Memory stock = step.memory().remember("stock is empty").memory();
            assertThat(step.memory().recall("stock", 5))
                    .extracting(Match::memory)
                    .startsWith(stock);
        }

        @Test
        void aStepFindsNothingByAnAliasThatItReplaced() {
            Step step = begin("plan", Cursor.EMPTY);
            step.memory().remember("price is 40 euros");
            step.memory().remember(aliased("dispatch"));
            assertThat(step.memory().recall("dispatch", 1).get(0).score().named())
                    .isTrue();

            step.memory().remember(aliased("shipping"));

            assertThat(step.memory().recall("shipping", 1).get(0).score().named())
                    .isTrue();
            assertThat(step.memory().recall("dispatch", 5))
                    .noneMatch(match -> match.score().named());
        }

        private Draft aliased(String alias) {
            return Draft.finding("deadline is friday")
                    .metadata(Metadata.ALIASES, alias)
                    .build();
        }

        @Test
        void aStepSeesItsAnnotationsUntilItForgetsTheMemory() {
            Step step = begin("plan", Cursor.EMPTY);
            Memory friday = step.memory().remember("deadline is friday").memory();
            step.memory().annotate(friday.id(), Metadata.NONE.with("round", 1).with(Metadata.ALIASES, "dispatch"));

            assertThat(step.memory().list().get(0).metadata().get("round")).contains(1L);
            assertThat(step.memory().recall("dispatch", 1).get(0).score().named())
                    .isTrue();

            step.memory().forget(friday.id());
            step.memory().remember("deadline is friday");
            assertThat(step.memory().list().get(0).metadata()).isEqualTo(Metadata.NONE);
        }

        @Test
        void aStepReplacesItsOwnValueAndForgetsIt() {
            Step step = begin("plan", Cursor.EMPTY);
            Memory formal = step.memory().remember(tone("formal")).memory();

            assertThat(step.memory().remember(tone("casual")).previous())
                    .extracting(Memory::id)
                    .containsExactly(formal.id());
            step.memory().forget(step.memory().list().get(0).id());

            assertThat(step.memory().remember(tone("dry"))).isInstanceOf(WriteOutcome.Added.class);
        }

        private Draft tone(String tone) {
            return Draft.constraint("Be " + tone).key("tone", tone).build();
        }

        @Test
        void aStepFindsConflictsAmongVisibleMemories() {
            memory.task("order-7")
                    .agent("ann")
                    .remember(
                            Draft.constraint("Be formal").key("tone", "formal").build());
            Step step = begin("plan", Cursor.EMPTY);

            WriteOutcome casual = step.memory()
                    .remember(
                            Draft.constraint("Be casual").key("tone", "casual").build());

            assertThat(casual).isInstanceOf(WriteOutcome.InConflict.class);
            assertThat(step.memory().conflicts()).hasSize(1);
        }
    }

    @Test
    void aPersonWritesBetweenTwoNodesUnderTheirOwnName() {
        Step plan = begin("plan", Cursor.EMPTY);
        plan.memory().remember("deadline is friday");
        plan.memory().privately().remember("note to self");
        Cursor planned = plan.commit();

        Step edit = memory.begin(StepRequest.builder("order-7", "edit", "thread-1")
                .person("ada")
                .cursor(planned)
                .build());
        List<Memory> seen = edit.memory().list();
        edit.memory().remember("client called");
        Cursor edited = edit.commit();

        assertThat(seen).extracting(Memory::text).containsExactly("deadline is friday");
        assertThat(seenBy("write", edited)).containsExactly("client called", "deadline is friday");
        assertThat(seenBy("write", planned)).containsExactly("deadline is friday");
        assertThat(begin("write", edited).memory().list())
                .filteredOn(memory -> memory.text().equals("client called"))
                .flatExtracting(Memory::authors)
                .containsExactly(Author.person("ada"));
    }

    @Test
    void aStepIsCommittedOnce() {
        Step step = begin("plan", Cursor.EMPTY);
        step.commit();

        assertThatIllegalStateException()
                .isThrownBy(step::commit)
                .withMessageContaining("begin a step for each attempt");
    }

    @Test
    void aStepOnADeletedTaskBeginsWithAnEmptyTask() {
        run("plan", Cursor.EMPTY, "deadline is friday");
        memory.task("order-7").delete();

        Step step = begin("plan", Cursor.EMPTY);

        assertThat(step.memory().list()).isEmpty();
        step.memory().remember("deadline is monday");
        step.commit();
        assertThat(live()).containsExactly("deadline is monday");
    }

    @Test
    void aThreadStaysOnItsTask() {
        Cursor planned = run("plan", Cursor.EMPTY, "deadline is friday");

        assertThatIllegalStateException()
                .isThrownBy(() -> memory.begin(StepRequest.builder("order-8", "write", "thread-1")
                        .cursor(planned)
                        .build()))
                .withMessageContaining("began on another task than order-8");
    }

    @Test
    void changesOfOthersBecomeVisibleBetweenStepsAndNeverWithinOne() {
        Cursor planned = run("plan", Cursor.EMPTY, "deadline is friday");
        Step write = begin("write", planned);
        memory.task("order-7").agent("ann").remember("price is 40 euros");

        assertThat(write.memory().list()).extracting(Memory::text).containsExactly("deadline is friday");
        assertThat(seenBy("review", write.commit())).containsExactly("deadline is friday", "price is 40 euros");
    }

    @Test
    void twoRunsSeeEachOtherThroughTheirTips() {
        Cursor first = run("plan", Cursor.EMPTY, "deadline is friday");
        Cursor second = run("plan", Cursor.EMPTY, "price is 40 euros");

        assertThat(seenBy("write", second)).containsExactly("deadline is friday", "price is 40 euros");
        assertThat(seenBy("write", first)).containsExactly("deadline is friday");
    }

    @Test
    void cursorsOfTwoRunsMergeIntoOneThatSeesBoth() {
        Cursor first = run("plan", Cursor.EMPTY, "deadline is friday");
        Cursor second = run("sub", Cursor.EMPTY, "price is 40 euros");

        Cursor both = run("write", first.merge(second), "draft is long");

        assertThat(seenBy("review", both)).containsExactly("deadline is friday", "draft is long", "price is 40 euros");
        assertThat(live()).containsExactly("deadline is friday", "draft is long", "price is 40 euros");
    }

    @Test
    void heldBackWritesKeepAllFields() {
        Memory old = memory.task("order-7")
                .agent("ann")
                .remember(Draft.constraint("Be formal").key("tone", "formal").build())
                .memory();
        Memory gone =
                memory.task("order-7").agent("ann").remember("lunch is at noon").memory();
        Step run = begin("run", Cursor.EMPTY);
        run.memory().log().shown(List.of(old.id()));
        Memory casual = run.memory()
                .remember(Draft.constraint("Be casual")
                        .key("tone", "casual")
                        .evidence("she said casual")
                        .expires(Instant.parse("2999-01-01T00:00:00Z"))
                        .derivedFrom(old.id())
                        .metadata("page", 3)
                        .metadata("share", 0.5)
                        .metadata("checked", true)
                        .metadata("by", "Ann")
                        .build())
                .memory();
        run.memory().log().forget(gone.id(), "it is out of date");
        Memory note = run.memory().privately().remember("ask again").memory();
        String held = run.holdBack();
        Cursor ran = run.commit();

        Step commit = memory.begin(StepRequest.builder("order-7", "commit", "thread-1")
                .agent("run")
                .cursor(ran)
                .build());
        List<WriteOutcome> outcomes = commit.release(held);
        commit.commit();

        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        new WriteOutcome.Superseded(casual, List.of(old)),
                        new WriteOutcome.Forgotten(gone),
                        new WriteOutcome.Added(note));
        assertThat(memory.task("order-7").agent("run").list()).containsExactlyInAnyOrder(casual, note);
    }

    @Test
    void whatOthersStillAssertIsNotToldAsSupersededByARelease() {
        memory.task("order-7").person("ann").remember(formal());
        memory.task("order-7").agent("run").remember(formal());
        Step run = begin("run", Cursor.EMPTY);
        WriteOutcome written = run.memory()
                .remember(Draft.constraint("Be casual").key("tone", "casual").build());
        String held = run.holdBack();

        Step commit = memory.begin(StepRequest.builder("order-7", "commit", "thread-1")
                .agent("run")
                .cursor(run.commit())
                .build());

        assertThat(written.previous()).isEmpty();
        assertThat(commit.release(held)).containsExactly(written);
    }

    private static Draft formal() {
        return Draft.constraint("Be formal").key("tone", "formal").build();
    }

    @Test
    void nothingHeldBackIsAnEmptyText() {
        Step step = begin("run", Cursor.EMPTY);

        assertThat(step.holdBack()).isEmpty();
        assertThat(step.release("")).isEmpty();
    }

    @Test
    void rejectsTheReleaseOfATextItDidNotHoldBack() {
        Step step = begin("run", Cursor.EMPTY);

        for (String wrong : List.of("{secret", "null", "{}", "7")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> step.release(wrong))
                    .withMessageContaining("pass its result unchanged")
                    .withNoCause();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.release("[{\"scope\":0,\"actions\":[{\"text\":\"x\"}]}]"));
        for (int scope : new int[] {-1, 3, 7}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> step.release("[{\"scope\":%d,\"actions\":[]}]".formatted(scope)))
                    .withMessageContaining("same agent, task and user");
        }
        assertThat(step.release("[{\"scope\":2,\"actions\":[]}]")).isEmpty();
        step.memory().remember("deadline is friday");
        Step other = begin("other", Cursor.EMPTY);
        other.memory().remember("price is 40 euros");
        String held = other.holdBack();
        assertThatIllegalStateException()
                .isThrownBy(() -> step.release(held))
                .withMessageContaining("before anything else is written");
    }

    @Test
    void rejectsWritesAfterTheCommit() {
        Step step = begin("plan", Cursor.EMPTY);
        step.memory().remember("before");
        step.commit();

        assertThatIllegalStateException()
                .isThrownBy(() -> step.memory().remember("after"))
                .withMessageContaining("plan")
                .withMessageContaining("would be lost");
        assertThat(live()).containsExactly("before");
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    Path folder;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    StepRequest.Builder step(String node, Cursor cursor) {
        return StepRequest.builder("order-7", node, "thread-1").cursor(cursor);
    }

    Cursor node(String node, Cursor from, String... texts) {
        return node(step(node, from).build(), texts);
    }

    Cursor node(StepRequest request, String... texts) {
        Step step = memory.begin(request);
        for (String text : texts) {
            step.memory().remember(text);
        }
        return step.commit();
    }

    int sweep(Cursor... kept) {
        return memory.task("order-7").sweep(Set.of("thread-1"), () -> List.of(kept));
    }

    List<String> asOf(Cursor moment) {
        return texts(memory.task("order-7").asOf(moment).agent("auditor").list());
    }

    List<String> live() {
        return texts(memory.task("order-7").agent("auditor").list());
    }

    static List<String> texts(List<Memory> memories) {
        return memories.stream().map(Memory::text).sorted().toList();
    }

    @Test
    void removesAnAttemptThatCrashedAfterItsCommit() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        node("write", planned, "draft 1");
        Cursor written = node("write", planned, "draft 2");

        assertThat(sweep(planned, written)).isEqualTo(1);

        assertThat(live()).containsExactly("deadline is friday", "draft 2");
        assertThat(asOf(planned)).containsExactly("deadline is friday");
        assertThat(asOf(written)).containsExactly("deadline is friday", "draft 2");
        assertThat(memory.task("order-7").agent("auditor").recall("draft 1", 5))
                .extracting(match -> match.memory().text())
                .doesNotContain("draft 1");
        assertThat(sweep(planned, written)).isZero();
    }

    @Test
    void keepsAnAbandonedFutureAsLongAsItsCheckpoint() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        Cursor future = node("write", planned, "draft 1");
        Cursor written = node("write", planned, "draft 2");

        assertThat(sweep(planned, future, written)).isZero();
        assertThat(asOf(future)).containsExactly("deadline is friday", "draft 1");

        assertThat(sweep(planned, written)).isEqualTo(1);
        assertThat(asOf(future)).containsExactly("deadline is friday");
    }

    @Test
    void keepsEntriesOfAnAbandonedFutureThatAnotherThreadsCheckpointSees() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        node("write", planned, "draft 1");
        Cursor other = node(StepRequest.builder("order-7", "read", "thread-2")
                .cursor(Cursor.newRun())
                .build());
        Cursor written = node("write", planned, "draft 2");

        assertThat(sweep(planned, written, other)).isZero();
        assertThat(asOf(other)).containsExactly("deadline is friday", "draft 1");
        assertThat(sweep(planned, written)).isEqualTo(1);
    }

    @Test
    void keepsABranchThatWaitsForItsSiblings() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        Cursor price =
                node(step("price", planned).place(StepRequest.Place.BRANCH).build(), "price is 40 euros");

        assertThat(sweep(planned)).isZero();

        Cursor stock =
                node(step("stock", planned).place(StepRequest.Place.BRANCH).build(), "stock is empty");
        Cursor joined = node("join", price.merge(stock));
        assertThat(sweep(planned, joined)).isZero();
        assertThat(live()).containsExactly("deadline is friday", "price is 40 euros", "stock is empty");
    }

    @Test
    void removesABranchWhoseStepRanAgain() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        node(step("price", planned).place(StepRequest.Place.BRANCH).build(), "price is 30 euros");
        Cursor price =
                node(step("price", planned).place(StepRequest.Place.BRANCH).build(), "price is 40 euros");
        Cursor joined = node("join", price);

        assertThat(sweep(planned, joined)).isEqualTo(1);
        assertThat(live()).containsExactly("deadline is friday", "price is 40 euros");
    }

    @Test
    void leavesOtherThreadsAlone() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        node("write", planned, "draft 1");
        Cursor written = node("write", planned, "draft 2");

        assertThat(memory.task("order-7").sweep(Set.of("thread-2"), () -> List.of(planned, written)))
                .isZero();
    }

    @Test
    void removesNotesThatAgentsKeepOnTheTask() {
        Cursor planned = node("plan", Cursor.newRun());
        Step crashed = memory.begin(step("plan", planned).build());
        crashed.memory().privately().remember("the key is under the mat");
        crashed.commit();
        Cursor written = node("plan", planned, "deadline is friday");

        assertThat(sweep(planned, written)).isEqualTo(1);
        assertThat(texts(memory.task("order-7").agent("plan").list())).containsExactly("deadline is friday");
    }

    @Test
    void isSeenByAnotherProcessThatHadReadTheLog() {
        try (SharedMemory elsewhere =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
            Cursor future = node("write", planned, "draft 1");
            Cursor written = node("write", planned, "draft 2");
            AgentMemory there = elsewhere.task("order-7").asOf(future).agent("auditor");
            assertThat(texts(there.list())).containsExactly("deadline is friday", "draft 1");

            sweep(planned, written);

            assertThat(texts(there.list())).containsExactly("deadline is friday");
        }
    }

    @Test
    void requestsTheKeptCursorsAfterReadingTheLog() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        Cursor[] late = new Cursor[1];

        int swept = memory.task("order-7").sweep(Set.of("thread-1"), () -> {
            late[0] = node("write", planned, "draft 1");
            node("write", planned, "draft 2");
            return List.of(planned);
        });

        assertThat(swept).isZero();
        assertThat(asOf(late[0])).containsExactly("deadline is friday", "draft 1");
    }

    @Test
    void keepsTheWhiteSpaceOfStatementsThatOthersMakeToo() {
        Cursor planned = node("plan", Cursor.newRun(), "deadline is friday");
        node("write", planned, "draft  1");
        Cursor written = node("write", planned, "draft 1");

        List<String> before = live();
        sweep(planned, written);

        assertThat(live()).isEqualTo(before);
    }
}

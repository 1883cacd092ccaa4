package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.log.Cursor;
import dev.commonground.memory.Memory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTest {

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
        String held = run.memory().holdBack();
        Cursor ran = run.commit();

        assertThat(live()).isEmpty();

        Step commit = memory.begin(StepRequest.builder("order-7", "commit", "thread-1")
                .agent("run")
                .cursor(ran)
                .build());
        commit.memory().release(held);
        commit.commit();
        assertThat(live()).containsExactly("Keep it to 500 words");
    }
}

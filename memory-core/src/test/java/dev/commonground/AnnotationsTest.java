package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.WriteSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later annotation covers an earlier one, and the earlier one shows again where the later one does not count. */
class AnnotationsTest {

    @TempDir
    Path folder;

    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    TaskMemory task;
    MemoryId id;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .clock(clock)
                .keywordsOnly()
                .open();
        task = memory.task("order-7");
        id = task.agent("writer").remember("The budget is open").memory().id();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    void annotate(String agent, String name, Object value) {
        clock.advance(Duration.ofMinutes(1));
        task.agent(agent).annotate(id, Metadata.NONE.with(name, value));
    }

    Metadata metadata() {
        return task.agent("reader").find(id).map(Memory::metadata).orElseThrow();
    }

    @Test
    void theNewestValueOfEachNameCounts() {
        annotate("writer", "round", 1);
        annotate("writer", "status", "open");
        annotate("editor", "round", 2);

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2).with("status", "open"));
    }

    @Test
    void anEarlierMomentKeepsItsValue() {
        annotate("writer", "round", 1);
        Cursor moment = task.agent("reader").log().cursor();
        annotate("writer", "round", 2);

        assertThat(task.asOf(moment).agent("reader").find(id).map(Memory::metadata))
                .contains(Metadata.NONE.with("round", 1));
        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2));
    }

    @Test
    void aRevokedAnnotationUncoversTheEarlierOne() {
        annotate("editor", "round", 1);
        annotate("intruder", "round", 2);

        TaskAudit audit = task.audit("ann");
        String revocation =
                audit.revoke(WriteSource.of(Author.agent("intruder"))).id();
        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 1));

        audit.restore(revocation);
        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2));
    }

    @Test
    void aMomentBeforeTheMemoryWasForgottenKeepsThem() {
        annotate("writer", "round", 1);
        Cursor moment = task.agent("reader").log().cursor();
        task.agent("writer").forget(id);

        assertThat(task.asOf(moment).agent("reader").find(id).map(Memory::metadata))
                .contains(Metadata.NONE.with("round", 1));
    }

    @Test
    void aForgottenMemoryLosesTheCoveredValuesToo() {
        annotate("writer", "round", 1);
        annotate("writer", "round", 2);
        task.agent("writer").forget(id);
        clock.advance(Duration.ofMinutes(1));
        task.agent("writer").remember("The budget is open");

        assertThat(metadata()).isEqualTo(Metadata.NONE);
    }

    @Test
    void anAbandonedAnnotationOfARunUncoversTheEarlierOne() {
        annotate("writer", "round", 1);
        Cursor before = memory.begin(
                        StepRequest.builder("order-7", "plan", "thread-1").build())
                .commit();
        Step step = step(before);
        clock.advance(Duration.ofMinutes(1));
        step.memory().annotate(id, Metadata.NONE.with("round", 2));
        step.commit();
        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2));

        step(before).commit();
        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 1));
        annotate("editor", "round", 3);
        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 3));
    }

    private Step step(Cursor cursor) {
        return memory.begin(StepRequest.builder("order-7", "plan", "thread-1")
                .cursor(cursor)
                .build());
    }

    @Test
    void anAnnotationForOtherReadersCoversNothing() {
        annotate("writer", "round", 1);
        clock.advance(Duration.ofMinutes(1));
        task.agent("writer")
                .remember(Draft.finding("The budget is open")
                        .audience(Audience.of(Audience.Member.agent("editor")))
                        .build());
        annotate("editor", "round", 2);
        clock.advance(Duration.ofMinutes(1));
        task.agent("ben").remember("The budget is open");

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 1));
        assertThat(task.agent("editor").find(id).map(Memory::metadata)).contains(Metadata.NONE.with("round", 2));
    }

    @Test
    void aClockThatRunsBackwardsCoversNothing() {
        annotate("writer", "round", 2);
        clock.advance(Duration.ofHours(-1));
        task.agent("writer").annotate(id, Metadata.NONE.with("round", 1).with("status", "late"));

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2).with("status", "late"));
    }

    /** The order is that of the authors, so that it does not depend on what arrives first. */
    @Test
    void ofOneInstantCountInTheOrderOfTheirAuthors() {
        task.agent("editor").annotate(id, Metadata.NONE.with("round", 1));
        task.agent("ben").annotate(id, Metadata.NONE.with("round", 2));

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 1));
    }

    @Test
    void ofOneInstantAndAuthorCountInTheOrderOfTheirText() {
        task.agent("editor").annotate(id, Metadata.NONE.with("round", 2));
        task.agent("editor").annotate(id, Metadata.NONE.with("round", 1));

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2));
    }

    @Test
    void countMoreThanTheMetadataOfAnAssertionOfTheSameInstant() {
        task.agent("zoe")
                .remember(
                        Draft.finding("The budget is open").metadata("round", 1).build());
        task.agent("ben").annotate(id, Metadata.NONE.with("round", 2));

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2));
    }

    @Test
    void countLessThanTheMetadataOfALaterAssertion() {
        annotate("editor", "round", 1);
        clock.advance(Duration.ofMinutes(1));
        task.agent("ben")
                .remember(
                        Draft.finding("The budget is open").metadata("round", 2).build());

        assertThat(metadata()).isEqualTo(Metadata.NONE.with("round", 2));
    }
}

package dev.commonground.test;

import static dev.commonground.test.MemoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is the same after every run, and shows what has changed. */
@ExtendWith(MemoryExtension.class)
class MemorySnapshotTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("snapshots/q3.memory.jsonl");
    }

    private static void work(TestMemory memory) {
        var task = memory.shared().task("q3");
        task.agent("researcher")
                .remember(Draft.constraint("Keep it to 500 words")
                        .key("max_words", "500")
                        .evidence("no more than 500 words")
                        .metadata("page", 2)
                        .build());
        task.agent("researcher").privately().remember("I doubt the date");
        task.agent("seller")
                .remember(Draft.finding("The margin is 12 percent")
                        .key("margin", "12")
                        .audience(Audience.of(Audience.Member.agent("seller")))
                        .build());
        task.agent("editor")
                .remember(Draft.finding("The tone is formal")
                        .key("tone", "formal")
                        .build());
        task.agent("seller")
                .remember(Draft.finding("The tone is casual")
                        .key("tone", "casual")
                        .build());
    }

    private void update(TestMemory memory) {
        System.setProperty(MemorySnapshot.UPDATE, "true");
        assertThat(memory).task("q3").matchesSnapshot(file());
        System.clearProperty(MemorySnapshot.UPDATE);
    }

    @AfterEach
    void reset() {
        System.clearProperty(MemorySnapshot.UPDATE);
    }

    @Test
    void twoRunsHaveTheSameLines(TestMemory memory) throws IOException {
        work(memory);
        update(memory);

        try (TestMemory other = TestMemory.create()) {
            work(other);
            assertThat(other).task("q3").matchesSnapshot(file());
        }
        assertThat(Files.readAllLines(file()))
                .containsExactly(
                        "{\"scope\":\"agent researcher on task q3\",\"kind\":\"FINDING\",\"text\":\"I doubt the date\",\"said\":[{\"by\":\"researcher\",\"origin\":\"AGENT\",\"trust\":0.5}]}",
                        "{\"scope\":\"task q3\",\"kind\":\"CONSTRAINT\",\"key\":\"max_words\",\"value\":\"500\",\"text\":\"Keep it to 500 words\",\"metadata\":{\"page\":2},\"said\":[{\"by\":\"researcher\",\"origin\":\"AGENT\",\"trust\":0.5,\"evidence\":\"no more than 500 words\"}]}",
                        "{\"scope\":\"task q3\",\"kind\":\"FINDING\",\"key\":\"margin\",\"value\":\"12\",\"text\":\"The margin is 12 percent\",\"said\":[{\"by\":\"seller\",\"origin\":\"AGENT\",\"trust\":0.5,\"audience\":[[\"agent seller\"]]}]}",
                        "{\"scope\":\"task q3\",\"kind\":\"FINDING\",\"key\":\"tone\",\"value\":\"casual\",\"text\":\"The tone is casual\",\"said\":[{\"by\":\"seller\",\"origin\":\"AGENT\",\"trust\":0.5}]}",
                        "{\"scope\":\"task q3\",\"kind\":\"FINDING\",\"key\":\"tone\",\"value\":\"formal\",\"text\":\"The tone is formal\",\"said\":[{\"by\":\"editor\",\"origin\":\"AGENT\",\"trust\":0.5}]}",
                        "{\"conflict\":\"tone\",\"values\":[\"casual\",\"formal\"]}");
    }

    @Test
    void aDifferenceIsToldLineByLine(TestMemory memory) {
        memory.shared().task("q3").agent("researcher").require("Keep it to 500 words");
        update(memory);
        var known = memory.shared().task("q3").agent("editor").list().get(0);

        memory.shared().task("q3").person("ada").revise(known.id(), "Keep it to 800 words");

        assertThatThrownBy(() -> assertThat(memory).task("q3").matchesSnapshot(file()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        The memory differs from the snapshot %s:
                          - {"scope":"task q3","kind":"CONSTRAINT","text":"Keep it to 500 words","said":[{"by":"researcher","origin":"AGENT","trust":0.5}]}
                          + {"scope":"task q3","kind":"CONSTRAINT","text":"Keep it to 800 words","said":[{"by":"ada","origin":"PERSON","trust":1.0}]}
                        If this is right, run the test with -Dcommonground.snapshots.update=true to write it anew""".formatted(file()));
    }

    @Test
    void anotherOrderOfTheLinesIsADifference(TestMemory memory) throws IOException {
        work(memory);
        update(memory);
        List<String> lines = Files.readAllLines(file());
        Files.write(
                file(), List.of(lines.get(1), lines.get(0), lines.get(2), lines.get(3), lines.get(4), lines.get(5)));

        assertThatThrownBy(() -> assertThat(memory).task("q3").matchesSnapshot(file()))
                .hasMessageContaining("the lines are in another order");
    }

    @Test
    void aMissingFileIsNotWrittenUnasked(TestMemory memory) {
        assertThatThrownBy(() -> assertThat(memory).task("q3").matchesSnapshot(file()))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "There is no snapshot %s: run the test with -Dcommonground.snapshots.update=true to write it, and review what it holds",
                        file());
        assertThat(file()).doesNotExist();
    }
}

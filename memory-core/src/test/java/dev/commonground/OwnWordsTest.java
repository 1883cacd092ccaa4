package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteOutcome;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Withdrawing one's own word, and revising a memory without losing its parts. */
class OwnWordsTest {

    static final Author EDITOR = Author.agent("editor");
    static final Author WRITER = Author.agent("writer");

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory writer;
    AgentMemory editor;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        writer = memory.task("order-7").agent("writer");
        editor = memory.task("order-7").agent("editor");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private Memory sharedMemory() {
        writer.remember("Ships on Monday");
        return editor.remember("Ships on Monday").memory();
    }

    @Test
    void withdrawEndsOnlyTheOwnWord() {
        Memory shared = sharedMemory();

        WriteOutcome outcome = writer.log().withdraw(shared.id());

        assertThat(outcome).isInstanceOf(WriteOutcome.Withdrawn.class);
        assertThat(outcome.memory().authors()).containsExactly(EDITOR);
        assertThat(editor.find(shared.id()).orElseThrow().live()).isTrue();
        assertThat(editor.list()).containsExactly(outcome.memory());
    }

    @Test
    void withdrawOfTheLastWordForgetsTheMemory() {
        Memory shared = sharedMemory();
        writer.annotate(shared.id(), Metadata.NONE.with("seen", true));
        writer.log().withdraw(shared.id());

        WriteOutcome outcome = editor.log().withdraw(shared.id());

        assertThat(outcome).isInstanceOf(WriteOutcome.Forgotten.class);
        assertThat(writer.list()).isEmpty();
    }

    @Test
    void withdrawInAStepEndsWithTheStep() {
        Memory shared = sharedMemory();
        Step step = memory.begin(
                StepRequest.builder("order-7", "writer", "thread-1").build());

        step.memory().log().withdraw(shared.id());

        assertThat(editor.find(shared.id()).orElseThrow().authors()).containsExactly(EDITOR, WRITER);
        step.commit();

        assertThat(editor.find(shared.id()).orElseThrow().authors()).containsExactly(EDITOR);
    }

    @Test
    void withdrawNeedsAnOwnWord() {
        Memory other = editor.remember("Ships on Sunday").memory();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.log().withdraw(other.id()))
                .withMessage(
                        "writer is not an author of memory %s and has no word to withdraw: forget(...) ends the memory for everybody",
                        other.id());
        editor.log().forget(other.id(), "it is out of date");
        assertThatExceptionOfType(MemoryException.NotFound.class)
                .isThrownBy(() -> editor.log().withdraw(other.id()));
    }

    @Test
    void forgetEndsTheWordsOfAllAndSaysSo() {
        Memory shared = sharedMemory();

        WriteOutcome outcome = writer.log().forget(shared.id(), "it is out of date");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WriteOutcome.Forgotten.class,
                        forgotten -> assertThat(forgotten.authors()).containsExactly(EDITOR, WRITER));
        assertThat(editor.list()).isEmpty();
    }

    @Test
    void aDraftOfAMemoryHasAllItsParts() {
        Memory source =
                writer.remember(Draft.finding("A call").trust(0.9).build()).memory();
        Draft draft = Draft.constraint("At most 500 words")
                .key("max_words", "500")
                .origin(Origin.PERSON)
                .trust(0.9)
                .evidence("no more than 500")
                .metadata("call", 7)
                .expires(Instant.parse("2100-01-01T00:00:00Z"))
                .derivedFrom(source.id())
                .build();

        Memory stored = writer.remember(draft).memory();

        assertThat(stored.draft().build()).isEqualTo(draft);
    }

    @Test
    void reviseKeepsWhatItDoesNotReplace() {
        Memory old = writer.remember(Draft.finding("Ships on Monday")
                        .evidence("on Monday")
                        .origin(Origin.TOOL)
                        .trust(0.9)
                        .metadata("call", 7)
                        .build())
                .memory();

        Memory revised = editor.revise(old.id(), "Ships on Tuesday").memory();
        Memory again = writer.revise(
                        revised.id(),
                        revised.draft()
                                .metadata("call", 8)
                                .text("Ships on Friday")
                                .build())
                .memory();

        assertThat(revised.draft().build())
                .isEqualTo(old.draft().text("Ships on Tuesday").build());
        assertThat(again.metadata().get("call")).contains(8L);
        assertThat(again.assertions().get(0).evidence()).isEqualTo("on Monday");
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.BlobStore;
import dev.commonground.store.ScopeArchivedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archiving and deleting of tasks, and erasing of memories. */
class TaskLifeTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    SharedMemory elsewhere;
    TaskMemory task;
    AgentMemory writer;

    @BeforeEach
    void open() {
        memory = another();
        elsewhere = another();
        task = memory.task("order-7").forUser("acme");
        writer = task.agent("writer");
    }

    SharedMemory another() {
        return SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
    }

    @AfterEach
    void close() {
        memory.close();
        elsewhere.close();
    }

    boolean storeHolds(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (bytes.contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Nested
    class Archive {

        @Test
        void keepsATaskReadableAndRejectsAllWriters() {
            Memory known = writer.remember("Ships on Monday").memory();
            Step step = elsewhere.begin(
                    StepRequest.builder("order-7", "write", "thread-1").build());
            step.memory().remember("Ships on Tuesday");
            AgentMemory afar = elsewhere.task("order-7").agent("editor");
            afar.list();

            task.archive();

            assertThat(task.state()).isEqualTo(TaskState.ARCHIVED);
            assertThat(afar.recall("ships", 5)).hasSize(1);
            assertThatExceptionOfType(ScopeArchivedException.class)
                    .isThrownBy(() -> afar.remember("Ships on Friday"))
                    .withMessageContaining("reopen");
            assertThatExceptionOfType(ScopeArchivedException.class)
                    .isThrownBy(() -> afar.log().forget(known.id(), "it is out of date"));
            assertThatExceptionOfType(ScopeArchivedException.class)
                    .isThrownBy(() ->
                            memory.task("order-7").agent("new").privately().remember("Mine"));
            assertThatExceptionOfType(ScopeArchivedException.class).isThrownBy(step::commit);
            assertThat(writer.list()).extracting(Memory::text).containsExactly("Ships on Monday");
        }

        @Test
        void endsWhenTheTaskIsReopened() {
            writer.remember("Ships on Monday");
            task.archive();

            task.reopen();

            assertThat(task.state()).isEqualTo(TaskState.OPEN);
            writer.remember("Ships on Tuesday");
            assertThat(writer.list()).hasSize(2);
        }

        @Test
        void leavesTheUsersMemoryOpen() {
            writer.remember("Ships on Monday");
            task.archive();

            writer.aboutUser().prefer("Acme prefers mornings");

            assertThat(memory.user("acme").list()).hasSize(1);
        }
    }

    @Nested
    class Delete {

        @Test
        void removesTheTaskAndItsNotesPermanently() throws IOException {
            writer.remember("Zebras ship on Monday");
            writer.privately().remember("Zebras worry me");
            memory.agent("writer").remember("I like zebras");
            String chat = BlobStore.taskCollection(new Scope.Task("order-7"));
            memory.blobs().put(chat, "writer", "Zebras were talked about".getBytes(StandardCharsets.UTF_8));
            Cursor then = writer.log().cursor();
            AgentMemory afar = elsewhere.task("order-7").agent("writer");
            assertThat(afar.list()).hasSize(3);

            boolean deleted = task.delete();

            assertThat(deleted).isTrue();
            assertThat(task.state()).isEqualTo(TaskState.ABSENT);
            assertThat(writer.list()).extracting(Memory::text).containsExactly("I like zebras");
            assertThat(afar.list()).extracting(Memory::text).containsExactly("I like zebras");
            assertThat(task.asOf(then).agent("writer").list())
                    .extracting(Memory::text)
                    .containsExactly("I like zebras");
            assertThat(storeHolds("Zebras ship")).isFalse();
            assertThat(storeHolds("Zebras worry")).isFalse();
            assertThat(storeHolds("Zebras were talked")).isFalse();
            assertThat(memory.blobs().list(chat)).isEmpty();
            assertThat(task.delete()).isFalse();
        }

        @Test
        void allowsANewTaskOfTheSameName() {
            Memory old = writer.remember("Ships on Monday").memory();
            Step step = memory.begin(
                    StepRequest.builder("order-7", "write", "thread-1").build());
            Cursor committed = step.commit();
            task.delete();
            AgentMemory afar = elsewhere.task("order-7").agent("editor");

            Memory fresh = afar.remember("Ships on Monday").memory();

            assertThat(fresh.id()).isNotEqualTo(old.id());
            assertThat(writer.find(old.id())).isEmpty();
            assertThat(writer.list()).hasSize(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> memory.begin(StepRequest.builder("order-7", "write", "thread-1")
                            .cursor(committed)
                            .build()))
                    .withMessageContaining("order-7");
        }

        @Test
        void leavesTasksOfSimilarNamesAlone() {
            writer.remember("Ships on Monday");
            for (String similar : List.of("order-70", "order-", "Order-7", "order_7", "%", "order-7/a")) {
                memory.task(similar).agent("writer").privately().remember("Mine");
                memory.task(similar).agent("writer").remember("Ours");
            }

            task.delete();

            for (String similar : List.of("order-70", "order-", "Order-7", "order_7", "%", "order-7/a")) {
                assertThat(memory.task(similar).agent("writer").list()).hasSize(2);
            }
        }

        @Test
        void removesAUserToo() {
            writer.aboutUser().prefer("Acme prefers mornings");
            writer.remember("Ships on Monday");

            assertThat(memory.deleteUser("acme")).isTrue();

            assertThat(writer.list()).extracting(Memory::text).containsExactly("Ships on Monday");
            assertThat(memory.deleteUser("acme")).isFalse();
        }
    }

    @Nested
    class Erase {

        @Test
        void leavesNoWordInTheStoreTheIndexOrEarlierCursors() throws IOException {
            Memory secret = writer.remember(dev.commonground.memory.Draft.finding("Quokkas cost 900 euros")
                            .evidence("the quokkas are 900")
                            .metadata("animal", "quokka")
                            .build())
                    .memory();
            writer.remember("Zebras ship on Monday");
            Cursor then = writer.log().cursor();
            AgentMemory afar = elsewhere.task("order-7").agent("editor");
            assertThat(afar.recall("quokkas", 5)).isNotEmpty();

            writer.erase(secret.id());

            assertThat(storeHolds("uokka")).isFalse();
            for (AgentMemory reader : List.of(
                    writer,
                    afar,
                    task.asOf(then).agent("editor"),
                    another().task("order-7").agent("x"))) {
                assertThat(reader.find(secret.id())).isEmpty();
                assertThat(reader.list()).extracting(Memory::text).containsExactly("Zebras ship on Monday");
                assertThat(reader.recall("quokkas cost euros", 5))
                        .extracting(match -> match.memory().text())
                        .doesNotContain("Quokkas cost 900 euros");
            }
            assertThat(afar.history(secret.id()))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            dev.commonground.memory.Change.Erased.class,
                            erased -> assertThat(erased.author()).isEqualTo(writer.author()));
        }

        @Test
        void keepsMemoriesThatTheErasedOneSupersededHidden() {
            Memory first = writer.remember("Ships on Monday").memory();
            Memory second = writer.revise(first.id(), "Ships on Tuesday").memory();

            writer.erase(second.id());

            assertThat(writer.list()).isEmpty();
            assertThat(writer.find(first.id()).orElseThrow().status()).isEqualTo(Memory.Status.FORGOTTEN);
        }

        @Test
        void allowsTheSameStatementAgain() {
            MemoryId id = writer.remember("Ships on Monday").memory().id();
            writer.erase(id);

            writer.remember("Ships on Monday");

            assertThat(writer.list()).extracting(Memory::id).containsExactly(id);
            assertThat(writer.recall("ships monday", 1)).hasSize(1);
        }

        @Test
        void takesEffectWithinAStepThatFails() {
            MemoryId id = writer.remember("Ships on Monday").memory().id();
            Step step = memory.begin(StepRequest.builder("order-7", "write", "thread-1")
                    .agent("writer")
                    .build());

            step.memory().erase(id);

            assertThat(step.memory().list()).isEmpty();
            assertThat(writer.list()).isEmpty();
        }

        @Test
        void rejectsInvisibleAndUncommittedMemories() {
            Memory hidden =
                    task.agent("editor").privately().remember("My doubts").memory();
            Step step = memory.begin(
                    StepRequest.builder("order-7", "write", "thread-1").build());
            Memory pending = step.memory().remember("Ships on Friday").memory();

            assertThatExceptionOfType(MemoryException.NotFound.class).isThrownBy(() -> writer.erase(hidden.id()));
            assertThatIllegalStateException()
                    .isThrownBy(() -> step.memory().erase(pending.id()))
                    .withMessageContaining("not committed");
            Memory known = writer.remember("Ships on Monday").memory();
            AgentMemory past = task.asOf(writer.log().cursor()).agent("editor");
            assertThatIllegalStateException()
                    .isThrownBy(() -> past.erase(known.id()))
                    .withMessageContaining("past");
        }
    }
}

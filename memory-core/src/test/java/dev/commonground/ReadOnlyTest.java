package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.MemoryLog.Subscription;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Verification;
import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyTest {

    private static final String REFUSAL =
            "This memory is read-only, so nothing can be written: open it without readOnly()";

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("my memory%20#1.db");
        try (SharedMemory memory = writable()) {
            memory.task("order-7").agent("writer").remember("Ships on Monday");
        }
    }

    private SharedMemory writable() {
        return SharedMemory.builder(file).keywordsOnly().open();
    }

    private SharedMemory readOnly() {
        return SharedMemory.builder(file).keywordsOnly().readOnly().open();
    }

    private static List<String> texts(SharedMemory memory) {
        return memory.task("order-7").agent("reader").list().stream()
                .map(Memory::text)
                .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isVerifiedWithoutATrace() throws IOException {
        try (SharedMemory memory = readOnly()) {
            assertThat(memory.verify()).isEqualTo(new Verification(1, List.of()));
            assertThat(files()).containsExactly(file.getFileName().toString());
        }
    }

    @Test
    void aRestingFileIsReadWithoutATrace() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (SharedMemory memory = readOnly()) {
            assertThat(texts(memory)).containsExactly("Ships on Monday");
            assertThat(memory.tasks("", 10).items())
                    .extracting(TaskSummary::task)
                    .containsExactly("order-7");
            assertThat(memory.task("order-7").agent("reader").recall("ship", 1)).hasSize(1);
            assertThat(files()).containsExactly(file.getFileName().toString());
        }

        assertThat(files()).containsExactly(file.getFileName().toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void writesOfAnotherProcessAreSeenFromItsFirstToAfterItsLast() throws IOException {
        try (SharedMemory reader = readOnly()) {
            assertThat(texts(reader)).hasSize(1);
            for (int round = 0; round < 3; round++) {
                try (SharedMemory writer = writable()) {
                    assertThat(texts(reader)).hasSize(1 + 2 * round);
                    writer.task("order-7").agent("writer").remember("Round " + round);
                    assertThat(texts(reader)).hasSize(2 + 2 * round);
                    writer.task("order-7").agent("writer").remember("Round " + round + " again");
                }
                assertThat(texts(reader)).hasSize(3 + 2 * round);
            }
        }
        writable().close();
        assertThat(files()).containsExactly(file.getFileName().toString());
    }

    /** As when a backup is restored. */
    @Test
    void aFileThatTakesThePlaceOfAnotherIsReadEvenIfBothAreInUse() throws IOException {
        Path other = folder.resolve("other.db");
        try (SharedMemory memory = SharedMemory.builder(other).keywordsOnly().open()) {
            memory.task("order-7").agent("writer").remember("Ships on Friday");
        }
        try (SharedMemory writer = writable();
                SharedMemory reader = readOnly()) {
            writer.task("order-7").agent("writer").remember("Ships on Tuesday");
            assertThat(texts(reader)).hasSize(2);
            Files.delete(file.resolveSibling(file.getFileName() + "-wal"));
            Files.delete(file.resolveSibling(file.getFileName() + "-shm"));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

            try (SharedMemory restored = writable()) {
                assertThat(texts(restored)).containsExactly("Ships on Friday");
                assertThat(texts(reader)).containsExactly("Ships on Friday");
            }
        }
    }

    @Test
    void subscribersHearOfAnotherProcess() throws InterruptedException {
        try (SharedMemory reader = readOnly()) {
            LinkedBlockingQueue<Changes> heard = new LinkedBlockingQueue<>();
            MemoryLog log = reader.task("order-7").agent("reader").log();
            try (Subscription subscription = log.subscribe(log.cursor(), heard::add);
                    SharedMemory writer = writable()) {
                writer.task("order-7").agent("writer").remember("Ships on Tuesday");

                assertThat(subscription).isNotNull();
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
                writer.task("order-7").agent("writer").remember("Ships on Wednesday");
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void everyWriteIsRefused() {
        try (SharedMemory memory = readOnly()) {
            AgentMemory reader = memory.task("order-7").agent("reader");
            Memory known = reader.list().get(0);

            List.<Runnable>of(
                            () -> reader.remember("Ships on Tuesday"),
                            () -> reader.privately().remember("A note"),
                            () -> reader.log().forget(known.id(), "out of date"),
                            () -> memory.task("order-7").person("Ada").erase(known.id()),
                            () -> memory.task("order-7").person("Ada").revise(known.id(), "Ships on Tuesday"),
                            () -> memory.user("ada").remember("Ada likes tea"),
                            () -> memory.task("order-7").archive(),
                            () -> memory.task("order-7").delete(),
                            () -> memory.deleteUser("ada"),
                            () -> memory.blobs().put("c", "k", new byte[1]),
                            () -> memory.blobs().remove("c"),
                            () -> memory.begin(StepRequest.builder("order-8", "plan", "thread-1")
                                    .build()))
                    .forEach(write -> assertThatThrownBy(write::run)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage(REFUSAL));
            assertThat(memory.blobs().list("c")).isEmpty();
            assertThat(texts(memory)).containsExactly("Ships on Monday");
        }
    }

    @Test
    void aMissingOrForeignFileIsRefusedAndNotCreated() throws IOException {
        Path missing = folder.resolve("missing.db");
        assertThatThrownBy(() ->
                        SharedMemory.builder(missing).keywordsOnly().readOnly().open())
                .isInstanceOf(MemoryStoreException.class)
                .hasMessageContaining("a read-only memory is not created");
        assertThat(missing).doesNotExist();
        Path empty = Files.createFile(folder.resolve("empty.db"));
        assertThatThrownBy(() ->
                        SharedMemory.builder(empty).keywordsOnly().readOnly().open())
                .hasMessageContaining("is empty, and a read-only memory is not created");
        assertThatThrownBy(() ->
                        SharedMemory.builder(folder).keywordsOnly().readOnly().open())
                .hasMessageContaining("is a folder, but a memory is one file");
        assertThat(Files.size(empty)).isZero();
    }

    @Test
    void anEmptyLogNeedsNoRecovery() throws IOException {
        Files.createFile(file.resolveSibling(file.getFileName() + "-wal"));

        try (SharedMemory memory = readOnly()) {
            assertThat(texts(memory)).containsExactly("Ships on Monday");
        }
    }

    @Test
    void aFileThatItsWriterLeftBehindMustBeRecoveredFirst() throws IOException {
        Path copy = folder.resolve("copy.db");
        try (SharedMemory writer = writable()) {
            writer.task("order-7").agent("writer").remember("Ships on Tuesday");
            Files.copy(file, copy);
            Files.copy(file.resolveSibling(file.getFileName() + "-wal"), folder.resolve("copy.db-wal"));
        }

        assertThatThrownBy(() ->
                        SharedMemory.builder(copy).keywordsOnly().readOnly().open())
                .hasMessageContaining("its log must be recovered: open it once without readOnly()");
        SharedMemory.builder(copy).keywordsOnly().open().close();
        try (SharedMemory memory =
                SharedMemory.builder(copy).keywordsOnly().readOnly().open()) {
            assertThat(texts(memory)).hasSize(2);
        }
    }

    @ParameterizedTest(name = "schema {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 10, 11})
    void anOlderFileIsReadAsItIs(int schema) throws IOException {
        Path old = folder.resolve("old.sqlite");
        Path cursor = folder.resolve("old.cursor");
        try (InputStream bytes = resource("schema-%d.sqlite".formatted(schema));
                InputStream text = resource("schema-%d.sqlite.cursor".formatted(schema))) {
            Files.copy(bytes, old);
            Files.copy(text, cursor);
        }
        byte[] before = Files.readAllBytes(old);

        List<String> found;
        try (SharedMemory memory =
                SharedMemory.builder(old).keywordsOnly().readOnly().open()) {
            found = answers(memory, Cursor.parse(Files.readString(cursor)));
        }

        assertThat(Files.readAllBytes(old)).isEqualTo(before);
        try (SharedMemory memory = SharedMemory.builder(old).keywordsOnly().open()) {
            assertThat(found).isNotEmpty().isEqualTo(answers(memory, Cursor.parse(Files.readString(cursor))));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(ReadOnlyTest.class.getResourceAsStream("/old/" + name), name);
    }

    private static List<String> answers(SharedMemory memory, Cursor moment) {
        TaskMemory task = memory.task("order-7").forUser("acme");
        return Stream.of(
                        task.agent("writer").list(),
                        task.asOf(moment).agent("editor").list(),
                        memory.tasks("", 10).items(),
                        memory.users("", 10).items(),
                        memory.runs("order-7", "", 10).items(),
                        task.audit("Ada").readBy(task.agent("writer").author()))
                .flatMap(List::stream)
                .map(Object::toString)
                .toList();
    }

    @Test
    void aReadOnlyMemoryKeepsNoLedger() {
        assertThatThrownBy(() ->
                        SharedMemory.builder(file).readOnly().readLedger(10).open())
                .hasMessage("A read-only memory cannot record its readings: leave out readLedger(...) or readOnly()");
    }
}

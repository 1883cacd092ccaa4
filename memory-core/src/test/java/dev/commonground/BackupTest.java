package dev.commonground;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    Path copy;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        copy = folder.resolve("copy.db");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static List<String> texts(SharedMemory memory) {
        return memory.task("order-7").agent("reader").list().stream()
                .map(Memory::text)
                .toList();
    }

    private List<String> restored() {
        try (SharedMemory restored = SharedMemory.builder(copy).keywordsOnly().open()) {
            assertThat(restored.verify().flaws()).isEmpty();
            restored.task("order-7").agent("writer").remember("Z: the copy can be written");
            return texts(restored);
        }
    }

    @Test
    void holdsEveryWriteThatWasAcknowledgedBeforeAndNoPartOfALaterOne() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        Thread writer = new Thread(() -> {
            for (int i = 0; !ended.get(); i++) {
                memory.task("order-7").agent("writer").remember("Note %06d".formatted(i));
                acknowledged.incrementAndGet();
            }
        });
        writer.start();
        while (acknowledged.get() < 20) {
            Thread.onSpinWait();
        }
        int before = acknowledged.get();

        memory.backupTo(copy);

        ended.set(true);
        writer.join();
        List<String> found = restored();
        assertThat(found).hasSizeGreaterThan(before).last().isEqualTo("Z: the copy can be written");
        assertThat(found.subList(0, found.size() - 1))
                .isEqualTo(IntStream.range(0, found.size() - 1)
                        .mapToObj("Note %06d"::formatted)
                        .toList());
        assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
    }

    @Test
    void refusesAMomentThatItHasNotReached() {
        AgentMemory writer = memory.task("order-7").agent("writer");
        writer.remember("First");
        Cursor before = writer.log().cursor();
        memory.backupTo(copy);
        Step step =
                memory.begin(StepRequest.builder("order-7", "plan", "thread-1").build());
        step.memory().remember("Second");
        Cursor inRun = step.commit();
        Cursor after = writer.log().cursor();

        try (SharedMemory older = SharedMemory.builder(copy).keywordsOnly().open()) {
            assertThat(asOf(older, before)).containsExactly("First");
            for (Cursor later : List.of(inRun, after)) {
                assertThatExceptionOfType(MemoryStoreException.class)
                        .isThrownBy(() -> asOf(older, later))
                        .withMessageContaining("an older copy: try again later, or ask the primary");
            }
        }
        assertThat(asOf(memory, inRun)).containsExactly("First", "Second");
    }

    private static List<String> asOf(SharedMemory memory, Cursor moment) {
        return memory.task("order-7").asOf(moment).agent("reader").list().stream()
                .map(Memory::text)
                .toList();
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(copy, "precious");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> memory.backupTo(copy))
                .withMessageContaining("overwrites nothing: pass the path of a new file");
        assertThat(copy).hasContent("precious");
    }

    @Test
    void namesTheFolderThatIsMissing() {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> memory.backupTo(folder.resolve("missing/copy.db")))
                .withMessageContaining("pass a path in a folder that exists");
    }

    @Test
    void hasThePermissionsOfTheMemory() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder.resolve("memory.db"), PosixFilePermissions.fromString("rw-------"));
            memory.backupTo(copy);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void ofAReadOnlyMemoryLeavesNoTraceBesideIt() {
        memory.task("order-7").agent("writer").remember("A fact");
        memory.close();

        try (SharedMemory reader = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .readOnly()
                .open()) {
            reader.backupTo(copy);
        }

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("memory.db", "copy.db");
        assertThat(restored()).containsExactly("A fact", "Z: the copy can be written");
    }

    @Test
    void ofAnEncryptedMemoryStaysEncrypted() throws IOException {
        Path keys = folder.resolve("memory.keys");
        try (SharedMemory secret = SharedMemory.builder(folder.resolve("secret.db"))
                .keywordsOnly()
                .encryption(Encrypted.with(keys))
                .open()) {
            secret.task("order-7").agent("writer").remember("A secret fact");
            secret.backupTo(copy);
        }

        assertThat(new String(Files.readAllBytes(copy), ISO_8859_1)).doesNotContain("secret fact");
        try (SharedMemory restored = SharedMemory.builder(copy)
                .keywordsOnly()
                .encryption(Encrypted.with(keys))
                .open()) {
            assertThat(texts(restored)).containsExactly("A secret fact");
        }
    }
}

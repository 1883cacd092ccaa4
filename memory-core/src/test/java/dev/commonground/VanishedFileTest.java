package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write to a file that was removed, renamed or replaced while it was open is refused: nobody would find it again. */
class VanishedFileTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    Path file;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("memory.db");
        memory = SharedMemory.builder(file).keywordsOnly().open();
        memory.task("a").agent("writer").remember("The first fact");
        assumeTrue(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey() != null,
                "this file system does not let open files be removed");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private void refuses(String problem) {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> memory.task("a").agent("writer").remember("A lost fact"))
                    .withMessageContaining(problem)
                    .withMessageContaining("memory.db");
        }
        assertThat(memory.task("a").agent("reader").list())
                .extracting(Memory::text)
                .containsExactly("The first fact");
    }

    @Test
    void removed() throws IOException {
        Files.delete(file);

        refuses("removed or renamed");
        assertThat(file).doesNotExist();
    }

    @Test
    void renamedAndPutBack() throws IOException {
        Path other = folder.resolve("elsewhere.db");
        Files.move(file, other);
        refuses("removed or renamed");

        Files.move(other, file);
        memory.task("a").agent("writer").remember("A later fact");

        assertThat(memory.task("a").agent("reader").list()).hasSize(2);
    }

    @Test
    void replaced() throws IOException {
        Path copy = folder.resolve("copy.db");
        Files.copy(file, copy);
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

        refuses("replaced by another one");
    }
}

package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that cannot be written is refused before SQLite leaves files beside it. */
class WriteAccessTest {

    @TempDir
    Path folder;

    final List<Path> locked = new ArrayList<>();

    @AfterEach
    void unlock() throws Exception {
        for (Path path : locked) {
            path.toFile().setWritable(true);
            change("-i", path);
        }
    }

    Path memory() {
        Path file = folder.resolve("memory.db");
        SqliteStore.open(file).close();
        return file;
    }

    /** Makes a file unwritable, even for root where that is possible. */
    void lock(Path path) throws Exception {
        locked.add(path);
        assertThat(path.toFile().setWritable(false)).isTrue();
        if (Files.isWritable(path)) {
            change("+i", path);
        }
        assumeFalse(Files.isWritable(path), "this user may write everything");
    }

    private static void change(String attribute, Path path) throws InterruptedException {
        try {
            new ProcessBuilder("chattr", attribute, path.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeFalse(attribute.equals("+i"), "there is no chattr");
        }
    }

    void refuses(Path file, String... parts) {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SqliteStore.open(file))
                .withMessageContainingAll(parts);
    }

    @Test
    void anUnwritableFileCanBeOpenedReadOnly() throws Exception {
        Path file = memory();
        lock(file);

        refuses(file, "may only be read by this process: open it with readOnly()");
        assertThat(folder.toFile().list()).containsExactly("memory.db");
        SqliteStore.openReadOnly(file).close();
    }

    @Test
    void anUnwritableFolderHasNoRoomForTheLog() throws Exception {
        Path file = memory();
        lock(folder);

        refuses(file, "The folder of the memory", "make the folder writable");
        SqliteStore.openReadOnly(file).close();
    }

    @Test
    void theFileOfAnotherUserBesideItIsNamed() throws Exception {
        Path file = memory();
        Path index = Files.createFile(folder.resolve("memory.db-shm"));
        lock(index);

        refuses(file, index.toString(), "make it writable", "or remove it while no process has the memory open");
    }

    @Test
    void aLogWithContentIsNotToBeRemoved() throws Exception {
        Path file = memory();
        Path log = Files.writeString(folder.resolve("memory.db-wal"), "committed writes");
        lock(log);

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SqliteStore.open(file))
                .withMessageContaining(log.toString())
                .withMessageNotContaining("remove");
    }

    @Test
    void anEmptyLogMayBeRemoved() throws Exception {
        Path file = memory();
        Path log = Files.createFile(folder.resolve("memory.db-wal"));
        lock(log);

        refuses(file, log.toString(), "or remove it while no process has the memory open");
    }

    @Test
    void aFileSystemWithoutALogIsRefused() {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> SqliteStore.open(
                        folder.resolve("memory.db"), List.of("journal_mode = DELETE"), UnaryOperator.identity()))
                .withMessageContaining("cannot have a write-ahead log on its file system: use a local disk");
    }

    @ParameterizedTest
    @CsvSource({
        "nfs4, true",
        "NFS, true",
        "cifs, true",
        "fuse.sshfs, true",
        "ext4, false",
        "overlay, false",
        "apfs, false"
    })
    void networkFileSystemsAreKnownByTheirTypes(String type, boolean network) {
        assertThat(WriteAccess.isNetwork(type)).isEqualTo(network);
    }
}

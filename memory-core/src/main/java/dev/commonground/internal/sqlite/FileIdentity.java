package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file that a path named when it was opened. If somebody removes, renames or replaces an open file, SQLite goes on
 * writing to the old one, which nobody will find again.
 *
 * @param key the device and the number of the file; null where the file system has none, as on Windows, which does not let
 *     open files be removed
 */
record FileIdentity(Path path, @Nullable Object key) {

    /** Returns the identity of an existing file. */
    static FileIdentity of(Path path) {
        try {
            return new FileIdentity(path, key(path));
        } catch (IOException e) {
            throw new MemoryStoreException(
                    "The memory %s disappeared while it was opened: open it again".formatted(path), e);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /**
     * Checks that the path still names the file.
     *
     * @throws MemoryStoreException if it names another one or none
     */
    void check() {
        try {
            if (Objects.equals(key, key(path))) {
                return;
            }
        } catch (IOException e) {
            throw changed("removed or renamed", e);
        }
        throw changed("replaced by another one", null);
    }

    private MemoryStoreException changed(String how, @Nullable Throwable cause) {
        return new MemoryStoreException(
                "The file of the memory %s was %s while it was open, so nothing of this write was stored: put the file back, or close this memory and open it again"
                        .formatted(path, how),
                cause);
    }
}

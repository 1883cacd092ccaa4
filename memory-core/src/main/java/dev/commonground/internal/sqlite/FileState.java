package dev.commonground.internal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * How a file may be connected to. A connection that was opened in one state is not used in another.
 *
 * @param access who uses the file
 * @param key the device and the number of a file that this process only reads; otherwise null, and where the file system
 *     has none
 * @param size the size of a resting file; otherwise 0
 * @param modified the last modification of a resting file; otherwise the epoch
 */
record FileState(Access access, @Nullable Object key, long size, FileTime modified) {

    /** Who uses a file. */
    enum Access {
        /** This process writes it, and so may others. */
        WRITABLE,
        /** This process only reads it; others have it open, so SQLite's locks and write-ahead log exist. */
        SHARED,
        /** This process writes it through other connections, whose locks and write-ahead log exist. */
        WRITTEN,
        /** This process only reads it, and no one has it open. It is read without locks and without a log. */
        RESTING
    }

    private static final FileTime EPOCH = FileTime.fromMillis(0);

    /** The only state of a file that this process writes. */
    static final FileState WRITABLE = new FileState(Access.WRITABLE, null, 0, EPOCH);

    /**
     * Returns the present state of a file for a reader that writes nothing.
     *
     * @param written whether this process writes the file through other connections
     */
    static FileState ofReadOnly(Path file, boolean written) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (!Files.exists(beside(file, "-wal")) || !Files.exists(beside(file, "-shm"))) {
            return new FileState(Access.RESTING, now.fileKey(), now.size(), now.lastModifiedTime());
        }
        return new FileState(written ? Access.WRITTEN : Access.SHARED, now.fileKey(), 0, EPOCH);
    }

    /** Returns whether a process died without closing the file, and its log must be recovered by a writer. */
    static boolean needsRecovery(Path file) throws IOException {
        Path log = beside(file, "-wal");
        return !Files.exists(beside(file, "-shm")) && Files.exists(log) && Files.size(log) > 0;
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Returns the parameters of a connection's URI. */
    String parameters() {
        return switch (access) {
            case WRITABLE -> "";
            case SHARED -> "?mode=ro&readonly_shm=1";
            case WRITTEN -> "?mode=ro";
            case RESTING -> "?mode=ro&immutable=1";
        };
    }
}

package dev.commonground.internal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * How a file may be connected to. A connection that was opened in one state is not used in another.
 *
 * @param access who uses the file
 * @param size the size of a resting file; otherwise 0
 * @param modified the last modification of a resting file; otherwise the epoch
 */
record FileState(Access access, long size, FileTime modified) {

    /** Who uses a file. */
    enum Access {
        /** This process writes it, and so may others. */
        WRITABLE,
        /** This process only reads it; others have it open, so SQLite's locks and write-ahead log exist. */
        SHARED,
        /** This process only reads it, and no one has it open. It is read without locks and without a log. */
        RESTING
    }

    /** The only state of a file that this process writes. */
    static final FileState WRITABLE = new FileState(Access.WRITABLE, 0, FileTime.fromMillis(0));

    private static final FileState SHARED = new FileState(Access.SHARED, 0, FileTime.fromMillis(0));

    /** Returns the present state of a file that this process only reads. */
    static FileState ofReadOnly(Path file) throws IOException {
        return Files.exists(beside(file, "-wal")) && Files.exists(beside(file, "-shm"))
                ? SHARED
                : new FileState(Access.RESTING, Files.size(file), Files.getLastModifiedTime(file));
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
        return access == Access.RESTING ? "?mode=ro&immutable=1" : "?mode=ro&readonly_shm=1";
    }
}

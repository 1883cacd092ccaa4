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
        /** This process writes it through other connections, whose locks and write-ahead log exist. */
        WRITTEN,
        /** This process only reads it, and no one has it open. It is read without locks and without a log. */
        RESTING
    }

    /** The only state of a file that this process writes. */
    static final FileState WRITABLE = new FileState(Access.WRITABLE, 0, FileTime.fromMillis(0));

    private static final FileState SHARED = new FileState(Access.SHARED, 0, FileTime.fromMillis(0));
    private static final FileState WRITTEN = new FileState(Access.WRITTEN, 0, FileTime.fromMillis(0));

    /**
     * Returns the present state of a file for a reader that writes nothing.
     *
     * @param written whether this process writes the file through other connections
     */
    static FileState ofReadOnly(Path file, boolean written) throws IOException {
        if (!Files.exists(beside(file, "-wal")) || !Files.exists(beside(file, "-shm"))) {
            return new FileState(Access.RESTING, Files.size(file), Files.getLastModifiedTime(file));
        }
        return written ? WRITTEN : SHARED;
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

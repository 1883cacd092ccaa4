package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;

/**
 * Copies a database, as of one moment, into a new file. The copy gets its name when it is complete and on the disk, so a file
 * of that name is never half a backup.
 */
final class FileBackup {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path source;
    private final Path target;
    private final Path unfinished;

    FileBackup(Path source, Path target) {
        this.source = source;
        this.target = target.toAbsolutePath();
        this.unfinished = this.target.resolveSibling(this.target.getFileName() + ".unfinished");
    }

    /**
     * Copies the database.
     *
     * @throws MemoryStoreException if the target exists or cannot be written
     */
    void copy(SqliteReaders readers) {
        if (Files.exists(target)) {
            throw new MemoryStoreException(
                    "The backup %s exists, and a backup overwrites nothing: pass the path of a new file"
                            .formatted(target));
        }
        try {
            Path complete = readers.query(this::copy);
            force(complete);
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritten(e);
        } finally {
            unfinished.toFile().delete();
        }
    }

    private Path copy(StatementCache statements) throws SQLException {
        try {
            create();
            statements.update("VACUUM INTO ?", unfinished.toString());
            return unfinished;
        } catch (IOException e) {
            throw unwritten(e);
        } catch (SQLException e) {
            throw SqliteFailure.of(unfinished, e);
        }
    }

    /** Creates an empty file with the permissions of the source, which SQLite fills. */
    private void create() throws IOException {
        Files.deleteIfExists(unfinished);
        if (!unfinished.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(unfinished);
        } else {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(source);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            permissions.add(PosixFilePermission.OWNER_WRITE);
            Files.setPosixFilePermissions(unfinished, permissions);
        }
    }

    /** SQLite does not wait for the disk when it writes a copy. */
    private static void force(Path copy) throws IOException {
        try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    private MemoryStoreException unwritten(IOException e) {
        return new MemoryStoreException(
                "The backup %s could not be written: pass a path in a folder that exists and is writable, on a disk with room for a copy"
                        .formatted(target),
                e);
    }
}

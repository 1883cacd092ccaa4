package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a file can be written before SQLite opens it. SQLite opens a file that it may not write all the same, and leaves
 * files beside it that lock its owner out.
 */
final class WriteAccess {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAccess.class);

    /** The types of file systems that are shared between machines, in lower case. */
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afpfs",
            "ceph",
            "glusterfs",
            "lustre",
            "9p",
            "fuse.sshfs");

    private WriteAccess() {}

    /**
     * Checks the permissions of a file, of its folder and of the files that SQLite keeps beside it.
     *
     * @throws MemoryStoreException if one of them cannot be written
     */
    static void check(Path file) {
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new MemoryStoreException(
                    "The memory %s may only be read by this process: open it with readOnly(), or make the file writable"
                            .formatted(file));
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isWritable(folder)) {
            throw new MemoryStoreException(
                    "The folder of the memory %s may only be read by this process, but a log is written there: open the memory with readOnly(), or make the folder writable"
                            .formatted(file));
        }
        checkBeside(file.resolveSibling(file.getFileName() + "-shm"), true);
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        checkBeside(log, isEmpty(log));
        warnOfNetwork(file);
    }

    private static void checkBeside(Path beside, boolean removable) {
        if (Files.exists(beside) && !Files.isWritable(beside)) {
            throw new MemoryStoreException(
                    "The memory cannot be written because %s belongs to another user: make it writable for this process%s"
                            .formatted(beside, removable ? ", or remove it while no process has the memory open" : ""));
        }
    }

    private static boolean isEmpty(Path log) {
        try {
            return Files.exists(log) && Files.size(log) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void warnOfNetwork(Path file) {
        try {
            Path existing = Files.exists(file) ? file : file.getParent();
            if (existing != null && isNetwork(Files.getFileStore(existing).type())) {
                LOG.warn(
                        "The memory {} is on a network file system, where its log can be damaged: use a local disk, or PostgreSQL for several machines",
                        file);
            }
        } catch (IOException e) {
            LOG.debug("The type of the file system is not known", e);
        }
    }

    /** Returns whether a type of file system is shared between machines. */
    static boolean isNetwork(String type) {
        return NETWORK.contains(type.toLowerCase(Locale.ROOT));
    }

    /**
     * Checks that the file has a write-ahead log: SQLite works without one where the file system does not support it.
     *
     * @throws MemoryStoreException if it has none
     */
    static void requireLog(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
            if (!row.next() || !row.getString(1).equals("wal")) {
                throw new MemoryStoreException(
                        "The memory %s cannot have a write-ahead log on its file system: use a local disk, or PostgreSQL for several machines"
                                .formatted(file));
            }
        }
    }
}

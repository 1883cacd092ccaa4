package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * A database file with this version's schema. It opens connections with the settings that durability requires.
 *
 * <p>Thread-safe.
 */
final class SqliteFile {

    static final int BUSY_TIMEOUT_MILLIS = 20_000;

    private static final long SHORTEST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private final Path path;
    private final List<String> pragmas;
    private final UnaryOperator<Connection> wrapper;

    private SqliteFile(Path path, List<String> pragmas, UnaryOperator<Connection> wrapper) {
        this.path = path;
        this.pragmas = pragmas;
        this.wrapper = wrapper;
    }

    /**
     * Opens a file; creates it and its folders if they do not exist.
     *
     * @param pragmas further settings of every connection
     * @param wrapper wraps every connection, so that a test can observe its statements or let them fail
     * @throws MemoryStoreException if the file cannot be opened or migrated
     */
    static SqliteFile prepare(Path path, List<String> pragmas, UnaryOperator<Connection> wrapper) {
        SqliteFile file = new SqliteFile(path.toAbsolutePath(), pragmas, wrapper);
        file.checkNoFolder();
        file.createFolders();
        try (Connection connection = file.connect()) {
            new SqliteSchema(file.path).migrate(connection);
        } catch (SQLException e) {
            throw file.failure(e);
        }
        return file;
    }

    private void createFolders() {
        Path folder = path.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new MemoryStoreException(
                    "The folder of the memory %s could not be created: pass a path in a folder that this process can write"
                            .formatted(path),
                    e);
        }
    }

    private void checkNoFolder() {
        if (Files.isDirectory(path)) {
            throw new MemoryStoreException(
                    "The memory %s is a folder, but a memory is one file: pass the path of a file in it, such as memory.db"
                            .formatted(path));
        }
    }

    /**
     * Opens a connection. Every commit on it is durable: with a write-ahead log, that takes {@code synchronous=FULL}.
     */
    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setGetGeneratedKeys(false);
        Connection connection = connectWithRetry(config);
        applyPragmas(connection);
        return wrapper.apply(connection);
    }

    private void applyPragmas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute("PRAGMA " + pragma);
            }
        }
    }

    /**
     * Retries while another process creates or closes the file, because SQLite's busy timeout does not cover the switch to
     * the write-ahead log.
     */
    private Connection connectWithRetry(SQLiteConfig config) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_TIMEOUT_MILLIS);
        while (true) {
            try {
                return config.createConnection("jdbc:sqlite:" + path);
            } catch (SQLiteException e) {
                boolean busy = e.getResultCode().name().startsWith("SQLITE_BUSY");
                if (!busy || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
            }
        }
    }

    /** Returns an exception whose message names the file and a remedy. */
    MemoryStoreException failure(SQLException e) {
        return SqliteFailure.of(path, e);
    }
}

package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
    private final boolean readOnly;
    private final FileUsers users;
    private final List<Runnable> closings = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<String> pragmas;
    private final UnaryOperator<Connection> wrapper;
    private @Nullable FileIdentity identity;

    private SqliteFile(Path path, boolean readOnly, List<String> pragmas, UnaryOperator<Connection> wrapper) {
        this.path = path;
        this.readOnly = readOnly;
        this.users = FileUsers.join(path);
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
        Path absolute = path.toAbsolutePath();
        checkNoFolder(absolute);
        createFolders(absolute);
        WriteAccess.check(absolute);
        SqliteFile file = new SqliteFile(absolute, false, pragmas, wrapper);
        return file.opened(() -> {
            file.users.beginWriting();
            try (Connection connection = file.connect()) {
                WriteAccess.requireLog(connection, absolute);
                new SqliteSchema(absolute).migrate(connection);
                file.identity = FileIdentity.of(absolute);
            }
            return file;
        });
    }

    /**
     * Opens an existing file to read it. Nothing is created or changed, neither in the file nor beside it.
     *
     * @throws MemoryStoreException if the file does not exist, cannot be read, or is no memory that this version can read
     */
    static SqliteFile readOnly(Path path) {
        Path absolute = path.toAbsolutePath();
        checkNoFolder(absolute);
        checkReadable(absolute);
        SqliteFile file = new SqliteFile(absolute, true, List.of(), UnaryOperator.identity());
        return file.opened(() -> file.access(() -> {
            try (Connection connection = file.connect()) {
                new SqliteSchema(absolute).checkReadable(connection);
            }
            return file;
        }));
    }

    private SqliteFile opened(FileUsers.FileAccess<SqliteFile, SQLException> opening) {
        try {
            return opening.run();
        } catch (SQLException e) {
            close();
            throw failure(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void checkReadable(Path path) {
        if (!Files.isReadable(path)) {
            throw new MemoryStoreException(
                    "The memory %s does not exist or cannot be read, and a read-only memory is not created: pass the path of a readable memory"
                            .formatted(path));
        }
    }

    /** Returns how the file may be connected to at this moment. */
    FileState state() {
        if (!readOnly) {
            return FileState.WRITABLE;
        }
        try {
            if (FileState.needsRecovery(path)) {
                throw new MemoryStoreException(
                        "The memory %s was not closed by its last writer, and its log must be recovered: open it once without readOnly()"
                                .formatted(path));
            }
            return FileState.ofReadOnly(path, users.isWritten());
        } catch (IOException e) {
            throw new MemoryStoreException(
                    "The memory %s cannot be read: check that the file exists and this process may read it"
                            .formatted(path),
                    e);
        }
    }

    private static void createFolders(Path path) {
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

    private static void checkNoFolder(Path path) {
        if (Files.isDirectory(path)) {
            throw new MemoryStoreException(
                    "The memory %s is a folder, but a memory is one file: pass the path of a file in it, such as memory.db"
                            .formatted(path));
        }
    }

    /**
     * Checks that what is written now can be found again.
     *
     * @throws MemoryStoreException if the file was removed, renamed or replaced since it was opened
     */
    void checkInPlace() {
        if (identity != null) {
            identity.check();
        }
    }

    /** Runs an access. If it only reads, this process begins to write the file before or after it. */
    <T, E extends Exception> T access(FileUsers.FileAccess<T, E> access) throws E {
        return readOnly ? users.read(access) : access.run();
    }

    /**
     * Has a reader that keeps connections between its accesses close them before this process begins to write the file.
     *
     * @param closing closes the connections; it must wait for no access
     */
    void beforeWriting(Runnable closing) {
        if (readOnly) {
            closings.add(closing);
            users.beforeWriting(closing);
        }
    }

    /** Ends the use of the file, after all its connections are closed. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            if (!readOnly) {
                users.endWriting();
            }
            users.leave(closings);
        }
    }

    /** Opens a connection in the present state of the file. */
    Connection connect() throws SQLException {
        return connect(state());
    }

    Connection connect(FileState state) throws SQLException {
        return state.access() == FileState.Access.WRITABLE ? connectWritable() : connectReadOnly(state);
    }

    /** Returns whether another process has migrated the file since a connection was opened. */
    boolean isOutdated(StatementCache statements) throws SQLException {
        return readOnly && OlderTables.isOutdated(statements);
    }

    private Connection connectReadOnly(FileState state) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setReadOnly(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        Connection connection = connectWithRetry(config, path.toUri() + state.parameters());
        OlderTables.complete(connection);
        return connection;
    }

    /** Every commit on the connection is durable: with a write-ahead log, that takes {@code synchronous=FULL}. */
    private Connection connectWritable() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setGetGeneratedKeys(false);
        Connection connection = connectWithRetry(config, path.toString());
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
    private Connection connectWithRetry(SQLiteConfig config, String name) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_TIMEOUT_MILLIS);
        while (true) {
            try {
                return config.createConnection("jdbc:sqlite:" + name);
            } catch (SQLiteException e) {
                if (!SqliteFailure.isBusy(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
            }
        }
    }

    Path path() {
        return path;
    }

    /** Returns the names of the files that hold content: the database and its write-ahead log. */
    List<String> names() {
        String name = path.getFileName().toString();
        return List.of(name, name + "-wal");
    }

    /** Returns an exception whose message names the file and a remedy. */
    MemoryStoreException failure(SQLException e) {
        return SqliteFailure.of(path, e);
    }
}

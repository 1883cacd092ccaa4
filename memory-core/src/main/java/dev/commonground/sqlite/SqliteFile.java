package dev.commonground.sqlite;

import dev.commonground.log.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database file that was checked and brought to this version's schema; opens connections to it. */
final class SqliteFile {

    /** "CGmm" in ASCII: marks the file as one of ours, for {@code file(1)} and for us. */
    private static final int APPLICATION_ID = 0x43476d6d;

    private static final int SCHEMA_VERSION = 5;
    private static final int BUSY_TIMEOUT_MILLIS = 20_000;
    private static final long SHORTEST_WAIT_NANOS = 200_000;
    private static final long LONGEST_WAIT_NANOS = 5_000_000;

    /** With row ids, as a vector takes half a page there, but a page of its own in a table without. */
    private static final String VECTOR = """
            CREATE TABLE vector (
              scope TEXT NOT NULL,
              statement TEXT NOT NULL,
              voice TEXT NOT NULL,
              model TEXT NOT NULL,
              vector BLOB NOT NULL,
              UNIQUE (scope, statement, voice, model)
            )""";

    /** A task's notes are found without looking at the notes on all other tasks. */
    private static final String SCOPES_OF_TASK = "CREATE INDEX IF NOT EXISTS scope_of_task ON scope (owner, task)";

    private static final String[] SCHEMA = {
        """
        CREATE TABLE scope (
          id TEXT NOT NULL PRIMARY KEY,
          owner TEXT NOT NULL,
          kind TEXT NOT NULL,
          name TEXT NOT NULL,
          task TEXT NOT NULL,
          salt BLOB NOT NULL,
          position INTEGER NOT NULL,
          archived INTEGER NOT NULL DEFAULT 0,
          UNIQUE (owner, kind, name, task)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE lane (
          scope TEXT NOT NULL,
          lane INTEGER NOT NULL,
          run TEXT NOT NULL,
          thread TEXT NOT NULL,
          agent TEXT NOT NULL,
          node TEXT NOT NULL,
          incarnation INTEGER NOT NULL,
          head INTEGER NOT NULL,
          PRIMARY KEY (scope, lane),
          UNIQUE (scope, run, agent, node, incarnation)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE tip (
          scope TEXT NOT NULL,
          run TEXT NOT NULL,
          lanes TEXT NOT NULL,
          PRIMARY KEY (scope, run)
        ) WITHOUT ROWID""",
        """
        CREATE TABLE entry (
          scope TEXT NOT NULL,
          position INTEGER NOT NULL,
          lane INTEGER NOT NULL,
          run TEXT,
          number INTEGER NOT NULL,
          commit_id TEXT NOT NULL,
          ordinal INTEGER NOT NULL,
          action TEXT NOT NULL,
          at TEXT,
          author_type TEXT,
          author TEXT,
          node TEXT,
          thread TEXT,
          retracts TEXT,
          statement TEXT,
          kind TEXT,
          key TEXT,
          value TEXT,
          text TEXT,
          origin TEXT,
          trust REAL,
          evidence TEXT,
          metadata TEXT,
          expires TEXT,
          derived_from TEXT,
          tip TEXT,
          recorder_type TEXT,
          recorder TEXT,
          PRIMARY KEY (scope, position),
          UNIQUE (scope, commit_id, ordinal)
        ) WITHOUT ROWID""",
        // An entry without a lane is numbered by its position, which is its key already.
        "CREATE UNIQUE INDEX entry_on_lane ON entry (scope, lane, number) WHERE lane <> 0",
        VECTOR,
        SCOPES_OF_TASK,
        """
        CREATE TABLE record (
          ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
          collection TEXT NOT NULL,
          key TEXT NOT NULL,
          data BLOB NOT NULL,
          UNIQUE (collection, key)
        )""",
    };

    private final Path path;
    private final List<String> pragmas;
    private final UnaryOperator<Connection> guise;

    private SqliteFile(Path path, List<String> pragmas, UnaryOperator<Connection> guise) {
        this.path = path;
        this.pragmas = pragmas;
        this.guise = guise;
    }

    /**
     * Opens a file.
     *
     * @param pragmas settings for every connection besides those that durability rests on
     * @param guise what every connection is handed out as, such as one that fails on purpose
     */
    static SqliteFile prepare(Path path, List<String> pragmas, UnaryOperator<Connection> guise) {
        SqliteFile file = new SqliteFile(path.toAbsolutePath(), pragmas, guise);
        file.makeFolders();
        try (Connection connection = file.connect()) {
            file.migrate(connection);
        } catch (SQLException e) {
            throw file.failure(e);
        }
        return file;
    }

    private void makeFolders() {
        Path folder = path.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new MemoryStoreException(
                    "The folder of the memory %s could not be made: pass a path whose folder exists or may be made"
                            .formatted(path),
                    e);
        }
        if (Files.isDirectory(path)) {
            throw new MemoryStoreException(
                    "The memory %s is a folder, but it is kept in one file: pass a file in it, such as memory.db"
                            .formatted(path));
        }
    }

    /** Opens a connection with the settings that durability rests on. */
    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setGetGeneratedKeys(false);
        Connection connection = patiently(config);
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute("PRAGMA " + pragma);
            }
        }
        return KeptStatements.of(guise.apply(connection));
    }

    /**
     * Opens a connection; who makes or closes the file at the same moment is waited for here, because SQLite's own
     * waiting does not cover the change to the write-ahead log.
     */
    private Connection patiently(SQLiteConfig config) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_TIMEOUT_MILLIS);
        while (true) {
            try {
                return config.createConnection("jdbc:sqlite:" + path);
            } catch (SQLiteException e) {
                boolean busy = e.getResultCode().name().startsWith("SQLITE_BUSY");
                if (!busy || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_WAIT_NANOS, LONGEST_WAIT_NANOS));
            }
        }
    }

    private void migrate(Connection connection) throws SQLException {
        if (version(connection) == SCHEMA_VERSION) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                long version = version(connection);
                if (version == 0) {
                    for (String table : SCHEMA) {
                        statement.execute(table);
                    }
                    statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                }
                if (version == 1) {
                    statement.execute("ALTER TABLE scope ADD COLUMN archived INTEGER NOT NULL DEFAULT 0");
                }
                if (version == 1 || version == 2) {
                    statement.execute("ALTER TABLE vector RENAME TO vector_without_rowid");
                    statement.execute(VECTOR);
                    statement.execute("INSERT INTO vector SELECT * FROM vector_without_rowid");
                    statement.execute("DROP TABLE vector_without_rowid");
                }
                if (version >= 1 && version <= 3) {
                    statement.execute(SCOPES_OF_TASK);
                }
                if (version >= 1 && version <= 4) {
                    statement.execute("ALTER TABLE entry ADD COLUMN recorder_type TEXT");
                    statement.execute("ALTER TABLE entry ADD COLUMN recorder TEXT");
                }
                statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    /** Whether it is empty is asked first: what comes with the first table is there if the table is. */
    private long version(Connection connection) throws SQLException {
        boolean empty = pragma(connection, "schema_version") == 0;
        long application = pragma(connection, "application_id");
        long version = pragma(connection, "user_version");
        if (!empty && application != APPLICATION_ID) {
            throw new MemoryStoreException(
                    "The file %s is a database, but not a memory: pass another path, nothing in it was changed"
                            .formatted(path));
        }
        if (version > SCHEMA_VERSION) {
            throw new MemoryStoreException(
                    "The memory %s has schema %d, but this version of the library knows schemas up to %d: use the newer library that wrote it, nothing in it was changed"
                            .formatted(path, version, SCHEMA_VERSION));
        }
        return version;
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns what went wrong in the words of somebody who can mend it. */
    MemoryStoreException failure(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        String name = code.name();
        String advice;
        if (name.equals("SQLITE_NOTADB")) {
            advice =
                    "is no memory store, or it is encrypted or damaged in its first bytes: pass another path or restore a backup";
        } else if (name.startsWith("SQLITE_CORRUPT")) {
            advice =
                    "is damaged: restore a backup, or save what is readable with the .recover command of SQLite's shell";
        } else if (name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_PERM")
                || name.startsWith("SQLITE_AUTH")) {
            advice = "may not be written: make the file and its folder writable for this process";
        } else if (name.startsWith("SQLITE_CANTOPEN")) {
            advice = "cannot be opened: check that its folder may be entered and written by this process";
        } else if (name.equals("SQLITE_FULL")) {
            advice = "has no room left on its disk, so nothing of this write was stored: free some space and try again";
        } else if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            advice =
                    "was locked by another process for more than %d seconds, so nothing of this write was stored: try again, or find who holds it open in a transaction"
                            .formatted(BUSY_TIMEOUT_MILLIS / 1_000);
        } else if (name.startsWith("SQLITE_IOERR")) {
            advice =
                    "could not be read or written by the operating system: check the disk; a network file system will not do";
        } else {
            advice = "failed (%s): see the cause".formatted(name.toLowerCase(Locale.ROOT));
        }
        return new MemoryStoreException("The memory %s %s".formatted(path, advice), e);
    }
}

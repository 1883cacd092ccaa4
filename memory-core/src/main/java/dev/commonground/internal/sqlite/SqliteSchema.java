package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a database file, and the migrations from older versions of them. */
final class SqliteSchema {

    /** "CGmm" in ASCII: identifies the file as a memory, to {@code file(1)} and to this class. */
    private static final int APPLICATION_ID = 0x43476d6d;

    private static final int VERSION = 12;

    /** The index of the commits, up to the position {@code scope.indexed}; see {@link CommitIndex}. */
    private static final String COMMIT_ENTRIES = """
            CREATE TABLE commit_entries (
              scope TEXT NOT NULL,
              commit_id TEXT NOT NULL,
              first INTEGER NOT NULL,
              last INTEGER NOT NULL,
              PRIMARY KEY (scope, commit_id)
            ) WITHOUT ROWID""";

    /**
     * The vectors of entries, see {@link EntryVectors}. The number is a column, because a file that is vacuumed gives new row
     * ids to tables without one.
     */
    private static final String ENTRY_VECTOR = """
            CREATE TABLE entry_vector (
              number INTEGER PRIMARY KEY,
              scope TEXT NOT NULL,
              statement TEXT NOT NULL,
              voice TEXT NOT NULL,
              model TEXT NOT NULL,
              vector BLOB NOT NULL
            )""";

    /**
     * Deletes the vector of an entry that loses its statement. Triggers also act in the processes of earlier versions that have
     * had the file open since before the migration and know no {@code entry_vector}.
     */
    private static final String ERASED_VECTOR = """
            CREATE TRIGGER erased_vector AFTER UPDATE OF statement ON entry
            WHEN OLD.vector IS NOT NULL AND NEW.statement IS NOT OLD.statement BEGIN
              DELETE FROM entry_vector WHERE number = OLD.vector AND scope = OLD.scope AND statement = OLD.statement;
            END""";

    /** Deletes the vector of an entry that is deleted. */
    private static final String DELETED_VECTOR = """
            CREATE TRIGGER deleted_vector AFTER DELETE ON entry WHEN OLD.vector IS NOT NULL BEGIN
              DELETE FROM entry_vector WHERE number = OLD.vector AND scope = OLD.scope AND statement = OLD.statement;
            END""";

    /** Vectors by their keys, see {@link KeyedVectors}. With row ids, those of a scope lie one after another. */
    private static final String VECTOR = """
            CREATE TABLE vector (
              scope TEXT NOT NULL,
              statement TEXT NOT NULL,
              voice TEXT NOT NULL,
              model TEXT NOT NULL,
              vector BLOB NOT NULL,
              UNIQUE (scope, statement, voice, model)
            )""";

    /** Finds the notes on one task without scanning the notes on all tasks. */
    private static final String SCOPES_OF_TASK = "CREATE INDEX IF NOT EXISTS scope_of_task ON scope (owner, task)";

    private static final String READING = """
            CREATE TABLE reading (
              scope TEXT NOT NULL,
              ordinal INTEGER NOT NULL,
              statement TEXT,
              reader_type TEXT NOT NULL,
              reader TEXT NOT NULL,
              task TEXT,
              node TEXT,
              thread TEXT,
              run TEXT,
              at TEXT NOT NULL,
              PRIMARY KEY (scope, ordinal)
            ) WITHOUT ROWID""";

    private static final String READINGS_OF_STATEMENT =
            "CREATE INDEX reading_of_statement ON reading (scope, statement)";

    private static final String READINGS_BY_READER =
            "CREATE INDEX reading_by_reader ON reading (scope, reader_type, reader)";

    private static final List<String> TABLES = List.of(
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
          link BLOB NOT NULL DEFAULT x'',
          indexed INTEGER NOT NULL DEFAULT 0,
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
          details TEXT,
          salt BLOB,
          commitment BLOB,
          link BLOB,
          vector INTEGER,
          PRIMARY KEY (scope, position)
        ) WITHOUT ROWID""",
            COMMIT_ENTRIES,
            ENTRY_VECTOR,
            ERASED_VECTOR,
            DELETED_VECTOR,
            VECTOR,
            SCOPES_OF_TASK,
            READING,
            READINGS_OF_STATEMENT,
            READINGS_BY_READER,
            """
        CREATE TABLE record (
          ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
          collection TEXT NOT NULL,
          key TEXT NOT NULL,
          data BLOB NOT NULL,
          UNIQUE (collection, key)
        )""");

    /** The statements that migrate from each version to the next, starting with version 1. */
    private static final List<List<String>> MIGRATIONS = List.of(
            List.of("ALTER TABLE scope ADD COLUMN archived INTEGER NOT NULL DEFAULT 0"),
            List.of(
                    "ALTER TABLE vector RENAME TO vector_without_rowid",
                    VECTOR,
                    "INSERT INTO vector SELECT * FROM vector_without_rowid",
                    "DROP TABLE vector_without_rowid"),
            List.of(SCOPES_OF_TASK),
            List.of("ALTER TABLE entry ADD COLUMN recorder_type TEXT", "ALTER TABLE entry ADD COLUMN recorder TEXT"),
            List.of("ALTER TABLE entry ADD COLUMN details TEXT"),
            List.of(READING, READINGS_OF_STATEMENT, READINGS_BY_READER),
            List.of(
                    "ALTER TABLE entry ADD COLUMN salt BLOB",
                    "ALTER TABLE entry ADD COLUMN commitment BLOB",
                    "ALTER TABLE entry ADD COLUMN link BLOB",
                    "ALTER TABLE scope ADD COLUMN link BLOB NOT NULL DEFAULT x''"),
            // Vectors are written rounded from here on; those in full stay as they are.
            List.of(),
            // The table keeps its own index of the commits, which SQLite cannot drop.
            List.of(
                    "ALTER TABLE scope ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0",
                    COMMIT_ENTRIES,
                    """
                    INSERT INTO commit_entries (scope, commit_id, first, last)
                    SELECT scope, commit_id, min(position), max(position) FROM entry GROUP BY scope, commit_id""",
                    "UPDATE scope SET indexed = position",
                    "DROP INDEX IF EXISTS entry_on_lane"),
            // The vectors stay where they are, found by their keys.
            List.of("ALTER TABLE entry ADD COLUMN vector INTEGER", ENTRY_VECTOR),
            List.of(ERASED_VECTOR, DELETED_VECTOR));

    private final Path path;

    SqliteSchema(Path path) {
        this.path = path;
    }

    /**
     * Creates the tables, or migrates them to this version.
     *
     * @throws MemoryStoreException if the file is another application's, or its version is newer
     */
    void migrate(Connection connection) throws SQLException {
        if (version(connection) == VERSION) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                migrateFrom(version(connection), statement);
                statement.execute("PRAGMA user_version = " + VERSION);
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    /**
     * Checks that this version can read the file.
     *
     * @throws MemoryStoreException if the file is empty or another application's, or its version is newer
     */
    void checkReadable(Connection connection) throws SQLException {
        if (version(connection) == 0) {
            throw new MemoryStoreException(
                    "The file %s is empty, and a read-only memory is not created: pass the path of a memory"
                            .formatted(path));
        }
    }

    private static void migrateFrom(int version, Statement statement) throws SQLException {
        if (version == 0) {
            execute(statement, TABLES);
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            return;
        }
        for (List<String> migration : MIGRATIONS.subList(version - 1, VERSION - 1)) {
            execute(statement, migration);
        }
    }

    private static void execute(Statement statement, List<String> sqls) throws SQLException {
        for (String sql : sqls) {
            statement.execute(sql);
        }
    }

    /**
     * Returns the version of the file, 0 if it is empty. The emptiness is read first: another process that creates the
     * tables meanwhile sets the application id in the same transaction.
     */
    private int version(Connection connection) throws SQLException {
        boolean empty = pragma(connection, "schema_version") == 0;
        int application = pragma(connection, "application_id");
        int version = pragma(connection, "user_version");
        if (!empty && application != APPLICATION_ID) {
            throw new MemoryStoreException(
                    "The file %s is a database, but not a memory: pass another path. Nothing in it was changed"
                            .formatted(path));
        }
        checkNotNewer(version);
        return version;
    }

    private void checkNotNewer(int version) {
        if (version > VERSION) {
            throw new MemoryStoreException(
                    "The memory %s has schema version %d, but this library supports versions up to %d: use the newer library version that wrote it. Nothing in it was changed"
                            .formatted(path, version, VERSION));
        }
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getInt(1);
        }
    }
}

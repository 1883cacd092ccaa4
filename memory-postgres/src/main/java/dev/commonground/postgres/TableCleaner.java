package dev.commonground.postgres;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what removed content has left in the tables. PostgreSQL keeps deleted rows until a table is vacuumed, and their
 * bytes until it is rewritten ({@code VACUUM FULL}). That locks the table, so the store does it only when it is asked to.
 *
 * <p>A removal records the debt in its own transaction. Thread-safe.
 */
final class TableCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(TableCleaner.class);

    /** The collection of the record; the name of an owner's collection begins with a digit. */
    private static final String COLLECTION = "cleaning";

    private static final String OWE = """
            INSERT INTO @record (collection, key, ordinal, data)
            VALUES ('%s', 'owed', 1, decode(md5(CAST(random() AS text)), 'hex'))
            ON CONFLICT (collection, key) DO UPDATE SET data = excluded.data""".formatted(COLLECTION);

    private static final String FIND = "SELECT data FROM @record WHERE collection = '%s'".formatted(COLLECTION);

    private static final String PAID = "DELETE FROM @record WHERE collection = '%s' AND data = ?".formatted(COLLECTION);

    /** Finds a transaction that can still see what was removed: a rewritten table keeps the rows for it. */
    private static final String OLDER_TRANSACTION = """
            SELECT 1 FROM pg_catalog.pg_stat_activity a CROSS JOIN @record r
            WHERE r.collection = '%s' AND a.pid <> pg_backend_pid() AND a.backend_xmin IS NOT NULL
            AND age(a.backend_xmin) >= age(r.xmin) LIMIT 1""".formatted(COLLECTION);

    private static final List<String> TABLES = List.of("scope", "lane", "tip", "entry", "vector", "record", "reading");

    /** The columns of each table that can hold what users write. */
    private static final Map<String, List<String>> CONTENT = Map.of(
            "scope", List.of("name", "task"),
            "lane", List.of("run", "thread", "agent", "node"),
            "tip", List.of("run", "lanes"),
            "entry",
                    List.of(
                            "run",
                            "author",
                            "node",
                            "thread",
                            "key",
                            "value",
                            "text",
                            "evidence",
                            "metadata",
                            "tip",
                            "recorder",
                            "details"),
            "vector", List.of("voice", "vector"),
            "reading", List.of("reader", "task", "node", "thread", "run"),
            "record", List.of("collection", "key", "data"));

    private final Transactions transactions;
    private final Schema schema;
    private final Executor timeouts;

    /** Creates a cleaner; {@code timeouts} runs the driver's changes of network timeouts. */
    TableCleaner(Transactions transactions, Schema schema, Executor timeouts) {
        this.transactions = transactions;
        this.schema = schema;
        this.timeouts = timeouts;
    }

    /** Adds the debt to the statements of a removal. */
    static void owe(Script removal) {
        removal.then(OWE);
    }

    /**
     * Keeps the content of columns out of the statistics, which other users of the database can read. A database that is no
     * PostgreSQL may lack the statements.
     */
    void turnStatisticsOff() {
        try {
            CONTENT.forEach(this::turnStatisticsOff);
        } catch (MemoryStoreException e) {
            LOG.warn(
                    "The statistics in schema {} may show content to other users of the database: {}",
                    schema.name(),
                    String.valueOf(e.getCause()));
        }
    }

    private void turnStatisticsOff(String table, List<String> columns) {
        String changes = columns.stream()
                .map(column -> "ALTER COLUMN %s SET STATISTICS 0%s".formatted(column, removeStatistics(column)))
                .collect(Collectors.joining(", "));
        int unused = transactions.statement(connection -> new Script(schema)
                .then("ALTER TABLE @%s %s".formatted(table, changes))
                .run(connection));
    }

    /** Removes the statistics of earlier versions: changing a type does, even to itself. Vectors are too long for them. */
    private static String removeStatistics(String column) {
        return switch (column) {
            case "vector" -> "";
            case "data" -> ", ALTER COLUMN data TYPE bytea";
            default -> ", ALTER COLUMN %s TYPE text".formatted(column);
        };
    }

    /** Returns whether removed content may be left in the tables. */
    Cleanup state() {
        return owed().isEmpty()
                ? Cleanup.of(TABLES)
                : Cleanup.pending(
                        "the tables keep removed rows until they are rewritten, which locks them: call SharedMemory.clean()");
    }

    private List<byte[]> owed() {
        return transactions.statement(connection -> {
            List<byte[]> owed = new ArrayList<>();
            new Script(schema).askEach(FIND, row -> owed.add(row.getBytes(1))).run(connection);
            return owed;
        });
    }

    /** Rewrites the tables. Waits for transactions that use them. */
    Cleanup clean() {
        List<byte[]> owed = owed();
        if (isSeenByOlderTransaction()) {
            return Cleanup.pending(
                    "a transaction that began before a removal is still open: end it, and call SharedMemory.clean() again");
        }
        turnStatisticsOff();
        for (String table : TABLES) {
            Optional<SQLWarning> warning = rewrite("@" + table);
            if (warning.isPresent()) {
                return Cleanup.pending(
                        "the server left the table %s as it is (%s): call SharedMemory.clean() as a role that owns the tables"
                                .formatted(table, warning.get().getMessage()));
            }
        }
        rewriteStatistics();
        for (byte[] data : owed) {
            int unused = transactions.statement(
                    connection -> new Script(schema).then(PAID, (Object) data).run(connection));
        }
        return state();
    }

    /** Old statistics hold content. Few roles may rewrite them. */
    private void rewriteStatistics() {
        Optional<SQLWarning> unused = rewrite("pg_catalog.pg_statistic");
    }

    private boolean isSeenByOlderTransaction() {
        return transactions.statement(connection -> {
            List<Integer> found = new ArrayList<>();
            new Script(schema)
                    .askEach(OLDER_TRANSACTION, row -> found.add(row.getInt(1)))
                    .run(connection);
            return !found.isEmpty();
        });
    }

    /** Rewrites a table. The server only warns if it skips a table that the role does not own. */
    private Optional<SQLWarning> rewrite(String table) {
        return transactions.statement(connection -> {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(timeouts, 0);
            try (Statement patient = connection.createStatement()) {
                patient.execute(schema.sql("VACUUM (FULL) " + table));
                return Optional.ofNullable(patient.getWarnings());
            } finally {
                restoreTimeout(connection, before);
            }
        });
    }

    private void restoreTimeout(Connection connection, int timeout) throws SQLException {
        if (!connection.isClosed()) {
            connection.setNetworkTimeout(timeouts, timeout);
        }
    }
}

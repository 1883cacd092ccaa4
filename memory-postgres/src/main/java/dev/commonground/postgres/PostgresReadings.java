package dev.commonground.postgres;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.ReadLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The ledger of readings, which is in the table {@code reading}. */
final class PostgresReadings implements ReadLedger {

    /** The statement of a reading becomes unknown with its erasure. */
    static final String ERASE = "UPDATE @reading SET statement = NULL WHERE scope = ? AND statement = ?";

    /** Erasures, deletions and other ledgers wait for the lock, or are waited for. */
    private static final String LOCK = "SELECT 1 FROM @head WHERE scope = ? FOR UPDATE";

    private static final String LAST = "SELECT coalesce(max(ordinal), 0) FROM @reading WHERE scope = ?";

    private static final String ERASED =
            "SELECT statement FROM @entry WHERE scope = ? AND position > ? AND action = 'erase'";

    private static final String INSERT = """
            INSERT INTO @reading (scope, ordinal, statement, reader_type, reader, task, node, thread, run, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String TRIM = "DELETE FROM @reading WHERE scope = ? AND ordinal <= ?";

    private static final String FIND =
            "SELECT statement, reader_type, reader, task, node, thread, run, at FROM @reading WHERE scope = ? AND ";

    private final Transactions transactions;
    private final Schema schema;

    PostgresReadings(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
    }

    @Override
    public void add(String scope, long position, List<Reading> readings, int most) {
        List<Reading> kept = readings.subList(Math.max(0, readings.size() - most), readings.size());
        transactions.transaction(connection -> add(connection, scope, position, kept, most));
    }

    private boolean add(Connection connection, String scope, long position, List<Reading> readings, int most)
            throws SQLException {
        AtomicBoolean exists = new AtomicBoolean();
        new Script(schema).ask(LOCK, rows -> exists.set(rows.next()), scope).run(connection);
        if (exists.get()) {
            AtomicLong last = new AtomicLong();
            Set<String> erased = new HashSet<>();
            new Script(schema)
                    .askEach(LAST, row -> last.set(row.getLong(1)), scope)
                    .askEach(ERASED, row -> erased.add(row.getString(1)), scope, position)
                    .run(connection);
            Script writes = new Script(schema);
            for (Reading reading : readings) {
                insert(writes, scope, last.incrementAndGet(), reading, erased);
            }
            writes.then(TRIM, scope, last.get() - most).run(connection);
        }
        return exists.get();
    }

    private static void insert(Script writes, String scope, long ordinal, Reading reading, Set<String> erased) {
        MemoryId memory = reading.memory();
        writes.then(
                INSERT,
                scope,
                ordinal,
                memory == null || erased.contains(memory.value()) ? null : memory.value(),
                reading.reader().type().name(),
                reading.reader().name(),
                reading.task(),
                reading.node(),
                reading.thread(),
                reading.run(),
                reading.at().toString());
    }

    @Override
    public List<Reading> of(String scope, MemoryId id) {
        return query("statement = ? ORDER BY ordinal", scope, id.value());
    }

    @Override
    public List<Reading> by(String scope, Author reader) {
        return query(
                "reader_type = ? AND reader = ? ORDER BY ordinal",
                scope,
                reader.type().name(),
                reader.name());
    }

    private List<Reading> query(String condition, Object... parameters) {
        return transactions.statement(connection -> {
            List<Reading> readings = new ArrayList<>();
            new Script(schema)
                    .askEach(FIND + condition, row -> readings.add(read(row)), parameters)
                    .run(connection);
            return readings;
        });
    }

    private static Reading read(ResultSet row) throws SQLException {
        String statement = row.getString(1);
        return new Reading(
                statement == null ? null : new MemoryId(statement),
                new Author(Author.Type.valueOf(row.getString(2)), StoredText.read(row.getString(3))),
                text(row, 4),
                text(row, 5),
                text(row, 6),
                text(row, 7),
                Instant.parse(row.getString(8)));
    }

    private static @Nullable String text(ResultSet row, int column) throws SQLException {
        String stored = row.getString(column);
        return stored == null ? null : StoredText.read(stored);
    }
}

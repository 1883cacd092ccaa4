package dev.commonground.internal.sqlite;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.ReadLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ledger of readings, which is in the table {@code reading}. */
final class SqliteReadings implements ReadLedger {

    private static final String LAST = "SELECT coalesce(max(ordinal), 0) FROM reading WHERE scope = ?";

    private static final String INSERT = """
            INSERT INTO reading (scope, ordinal, statement, reader_type, reader, task, node, thread, run, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String TRIM = "DELETE FROM reading WHERE scope = ? AND ordinal <= ?";

    private static final String ERASED =
            "SELECT statement FROM entry WHERE scope = ? AND position > ? AND action = 'erase'";

    private static final String FIND =
            "SELECT statement, reader_type, reader, task, node, thread, run, at FROM reading WHERE scope = ? AND ";

    private final SqliteReaders readers;
    private final SqliteWriter writer;

    SqliteReadings(SqliteReaders readers, SqliteWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public void add(String scope, long position, List<Reading> readings, int most) {
        writer.write(statements -> {
            boolean exists = ScopeRows.head(statements, scope).isPresent();
            if (exists) {
                insert(statements, scope, position, readings, most);
            }
            return exists;
        });
    }

    private static void insert(StatementCache statements, String scope, long position, List<Reading> readings, int most)
            throws SQLException {
        Set<String> erased = new HashSet<>();
        statements.queryEach(ERASED, row -> erased.add(row.getString(1)), scope, position);
        long ordinal = statements.query(LAST, row -> row.next() ? row.getLong(1) : 0L, scope);
        for (Reading reading : readings.subList(Math.max(0, readings.size() - most), readings.size())) {
            ordinal++;
            insert(statements, scope, ordinal, reading, erased);
        }
        statements.update(TRIM, scope, ordinal - most);
    }

    private static void insert(
            StatementCache statements, String scope, long ordinal, Reading reading, Set<String> erased)
            throws SQLException {
        MemoryId memory = reading.memory();
        statements.update(
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

    /** Removes from the readings of an erased statement which statement it was. */
    static void erase(StatementCache statements, String scope, MemoryId id) throws SQLException {
        statements.update("UPDATE reading SET statement = NULL WHERE scope = ? AND statement = ?", scope, id.value());
    }

    @Override
    public List<Reading> of(String scope, MemoryId id) {
        return readers.query(statements ->
                statements.query(FIND + "statement = ? ORDER BY ordinal", SqliteReadings::read, scope, id.value()));
    }

    @Override
    public List<Reading> by(String scope, Author reader) {
        return readers.query(statements -> statements.query(
                FIND + "reader_type = ? AND reader = ? ORDER BY ordinal",
                SqliteReadings::read,
                scope,
                reader.type().name(),
                reader.name()));
    }

    private static List<Reading> read(ResultSet rows) throws SQLException {
        List<Reading> readings = new ArrayList<>();
        while (rows.next()) {
            String statement = rows.getString(1);
            readings.add(new Reading(
                    statement == null ? null : new MemoryId(statement),
                    new Author(Author.Type.valueOf(rows.getString(2)), rows.getString(3)),
                    rows.getString(4),
                    rows.getString(5),
                    rows.getString(6),
                    rows.getString(7),
                    Instant.parse(rows.getString(8))));
        }
        return readings;
    }
}

package dev.commonground.postgres;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import dev.commonground.store.EntryReader;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tables {@code entry} and {@code vector}, for readers. The column {@code voice} holds the speaker. */
final class EntryTable {

    /** Returns at least one row if the scope exists, without an entry if it has none after the position. */
    private static final String READ_BEYOND = "SELECT e." + EntryReader.COLUMNS.replace(", ", ", e.")
            + " FROM @head h LEFT JOIN @entry e ON e.scope = h.scope AND e.position > ?"
            + " WHERE h.scope = ? ORDER BY e.position";

    private static final String ALL_VECTORS =
            "SELECT statement, voice, vector FROM @vector WHERE scope = ? AND model = ?";

    private static final String ASSERTED =
            " AND statement IN (SELECT statement FROM @entry WHERE scope = ? AND position = ANY (?) AND action = 'assert')";

    private static final String SOME_VECTORS = ALL_VECTORS + ASSERTED;

    /** The most entries to name in a query; for more, all vectors are read. */
    private static final int MOST_NAMED = 1_000;

    private static final String DELETE_VECTORS = "DELETE FROM @vector WHERE scope = ?" + ASSERTED;

    /** OFFSET 0 makes PostgreSQL look up each statement by its key, whatever its statistics say. */
    private static final String VECTORS_BEYOND = """
            SELECT v.statement, v.voice, v.vector FROM @entry e CROSS JOIN LATERAL (
              SELECT statement, voice, vector FROM @vector
              WHERE scope = e.scope AND statement = e.statement AND model = ? OFFSET 0) v
            WHERE e.scope = ? AND e.position > ? AND e.action = 'assert'""";

    private static final String REMOVED_BEYOND =
            "SELECT 1 FROM @entry WHERE scope = ? AND position > ? AND action IN ('erase', 'sweep', 'review') LIMIT 1";

    private static final String INSERT_VECTOR = """
            INSERT INTO @vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (scope, statement, voice, model) DO NOTHING""";

    private final Schema schema;
    private final KnownLanes lanes;

    EntryTable(Schema schema, KnownLanes lanes) {
        this.schema = schema;
        this.lanes = lanes;
    }

    /** Reads entries and vectors in one round trip: what is new nearly always has some. */
    MemoryStore.Tail readBeyond(Connection connection, String scope, long position, String model) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        Map<String, StatementVector> vectors = new LinkedHashMap<>();
        AtomicBoolean exists = new AtomicBoolean();
        Script script =
                new Script(schema).ask(READ_BEYOND, rows -> exists.set(readEntries(rows, entries)), position, scope);
        if (!model.isEmpty()) {
            askVectors(script, scope, position, model, vectors);
        }
        script.run(connection);
        if (!exists.get()) {
            throw new ScopeGoneException(scope);
        }
        lanes.read(scope, entries);
        return new MemoryStore.Tail(entries, List.copyOf(vectors.values()));
    }

    private static void askVectors(
            Script script, String scope, long position, String model, Map<String, StatementVector> vectors) {
        Script.RowReader reader = row -> readVector(row, 1, model, vectors);
        if (position == 0) {
            script.askEach(ALL_VECTORS, reader, scope, model);
        } else {
            script.askEach(VECTORS_BEYOND, reader, model, scope, position);
        }
    }

    /** Returns whether there are rows, which is whether the scope exists. */
    private static boolean readEntries(ResultSet rows, List<Entry> entries) throws SQLException {
        EntryReader reader = new EntryReader(rows, StoredText::read);
        boolean exists = false;
        while (rows.next()) {
            exists = true;
            if (rows.getLong(1) > 0) {
                entries.add(reader.entry());
            }
        }
        return exists;
    }

    /** Returns the vectors of the statements that some entries assert; if there are many, all vectors of the scope. */
    List<StatementVector> read(Connection connection, String scope, Collection<Long> assertions, String model)
            throws SQLException {
        Map<String, StatementVector> vectors = new LinkedHashMap<>();
        Script.RowReader reader = row -> readVector(row, 1, model, vectors);
        Script script = assertions.size() <= MOST_NAMED
                ? new Script(schema).askEach(SOME_VECTORS, reader, scope, model, scope, List.copyOf(assertions))
                : new Script(schema).askEach(ALL_VECTORS, reader, scope, model).inBinaryForm();
        script.run(connection);
        return List.copyOf(vectors.values());
    }

    /** Deletes the vectors of the statements that some entries assert, and returns their number. */
    int delete(Connection connection, String scope, Collection<Long> assertions) throws SQLException {
        List<Integer> deleted = new ArrayList<>();
        new Script(schema)
                .askEach(DELETE_VECTORS + " RETURNING 1", row -> deleted.add(1), scope, scope, List.copyOf(assertions))
                .run(connection);
        return deleted.size();
    }

    /**
     * Adds a vector, unless it was read before: a statement can be asserted several times.
     *
     * @param first the column of the statement; the speaker and the vector follow
     */
    static void readVector(ResultSet row, int first, String model, Map<String, StatementVector> vectors)
            throws SQLException {
        String statement = row.getString(first);
        String speaker = row.getString(first + 1);
        float[] vector = VectorArray.read(row, first + 2);
        vectors.computeIfAbsent(
                statement + " " + speaker,
                key -> new StatementVector(new MemoryId(statement), StoredText.read(speaker), model, vector));
    }

    /** Adds vectors, unless an entry after the position has removed content. */
    void keep(Connection connection, String scope, long position, List<StatementVector> vectors) throws SQLException {
        if (!lockedAndRemovedBeyond(connection, scope, position)) {
            Script script = new Script(schema);
            insert(script, scope, vectors);
            script.runIfAny(connection);
        }
    }

    /** Locks the head of a scope, and returns whether an entry after the position has removed content. */
    private boolean lockedAndRemovedBeyond(Connection connection, String scope, long position) throws SQLException {
        AtomicBoolean exists = new AtomicBoolean();
        AtomicBoolean removed = new AtomicBoolean();
        new Script(schema)
                .ask("SELECT 1 FROM @head WHERE scope = ? FOR UPDATE", rows -> exists.set(rows.next()), scope)
                .ask(REMOVED_BEYOND, rows -> removed.set(rows.next()), scope, position)
                .run(connection);
        if (!exists.get()) {
            throw new ScopeGoneException(scope);
        }
        return removed.get();
    }

    static void insert(Script script, String scope, List<StatementVector> vectors) {
        for (StatementVector vector : vectors) {
            script.then(INSERT_VECTOR, scope, vector.id().value(), vector.speaker(), vector.model(), vector.vector());
        }
    }
}

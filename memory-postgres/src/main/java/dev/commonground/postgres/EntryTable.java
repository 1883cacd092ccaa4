package dev.commonground.postgres;

import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.MemoryId;
import dev.commonground.rows.EntryReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tables {@code entry} and {@code vector}, as readers of a scope need them. */
final class EntryTable {

    /** A row at least if the scope exists, with an entry if there is one beyond. */
    private static final String READ_BEYOND = "SELECT e." + EntryReader.COLUMNS.replace(", ", ", e.")
            + " FROM @head h LEFT JOIN @entry e ON e.scope = h.scope AND e.position > ?"
            + " WHERE h.scope = ? ORDER BY e.position";

    private static final String ALL_VECTORS =
            "SELECT statement, voice, vector FROM @vector WHERE scope = ? AND model = ?";

    /** Looks each statement up by its key, one by one, whatever the planner takes the tables for. */
    private static final String VECTORS_BEYOND = """
            SELECT v.statement, v.voice, v.vector FROM @entry e CROSS JOIN LATERAL (
              SELECT statement, voice, vector FROM @vector
              WHERE scope = e.scope AND statement = e.statement AND model = ? OFFSET 0) v
            WHERE e.scope = ? AND e.position > ? AND e.action = 'assert'""";

    private static final String REMOVED_BEYOND =
            "SELECT 1 FROM @entry WHERE scope = ? AND position > ? AND action IN ('erase', 'sweep') LIMIT 1";

    private static final String INSERT_VECTOR = """
            INSERT INTO @vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (scope, statement, voice, model) DO NOTHING""";

    private final Schema schema;

    EntryTable(Schema schema) {
        this.schema = schema;
    }

    /** Asks for vectors only where something was asserted, which most reads find not. */
    MemoryStore.Tail readBeyond(Connection connection, String scope, long position, String model) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        Map<String, StatementVector> vectors = new LinkedHashMap<>();
        AtomicBoolean exists = new AtomicBoolean();
        Script script = new Script(schema)
                .ask(
                        READ_BEYOND,
                        rows -> {
                            EntryReader reader = new EntryReader(rows, StoredText::read);
                            while (rows.next()) {
                                exists.set(true);
                                if (rows.getLong(1) > 0) {
                                    entries.add(reader.entry());
                                }
                            }
                        },
                        position,
                        scope);
        script.run(connection);
        if (!exists.get()) {
            throw new ScopeGoneException(scope);
        }
        boolean asserted = entries.stream().anyMatch(entry -> entry.action() instanceof Entry.Assert);
        if (!model.isEmpty() && asserted) {
            Script.RowReader reader = rows -> read(rows, model, vectors);
            Script vectorScript = position == 0
                    ? new Script(schema).ask(ALL_VECTORS, reader, scope, model).inBinaryForm()
                    : new Script(schema).ask(VECTORS_BEYOND, reader, model, scope, position);
            vectorScript.run(connection);
        }
        return new MemoryStore.Tail(entries, List.copyOf(vectors.values()));
    }

    /** Reads vectors, each once, however often its statement was asserted. */
    private static void read(ResultSet rows, String model, Map<String, StatementVector> vectors) throws SQLException {
        while (rows.next()) {
            String statement = rows.getString(1);
            String voice = rows.getString(2);
            float[] vector = VectorArray.read(rows, 3);
            vectors.computeIfAbsent(
                    statement + " " + voice,
                    key -> new StatementVector(new MemoryId(statement), StoredText.read(voice), model, vector));
        }
    }

    /** Keeps vectors within the transaction of the connection, unless something was removed meanwhile. */
    void keep(Connection connection, String scope, long position, List<StatementVector> vectors) throws SQLException {
        AtomicBoolean exists = new AtomicBoolean();
        AtomicBoolean removed = new AtomicBoolean();
        new Script(schema)
                .ask("SELECT 1 FROM @head WHERE scope = ? FOR UPDATE", rows -> exists.set(rows.next()), scope)
                .ask(REMOVED_BEYOND, rows -> removed.set(rows.next()), scope, position)
                .run(connection);
        if (!exists.get()) {
            throw new ScopeGoneException(scope);
        }
        Script script = new Script(schema);
        if (!removed.get()) {
            insert(script, scope, vectors);
        }
        if (!script.isEmpty()) {
            script.run(connection);
        }
    }

    static void insert(Script script, String scope, List<StatementVector> vectors) {
        for (StatementVector vector : vectors) {
            script.then(INSERT_VECTOR, scope, vector.id().value(), vector.voice(), vector.model(), vector.vector());
        }
    }
}

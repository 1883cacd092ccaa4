package dev.commonground.postgres;

import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.MemoryId;
import dev.commonground.rows.EntryReader;
import dev.commonground.rows.VectorBytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The tables {@code entry} and {@code vector}, as readers of a scope need them. */
final class EntryTable {

    /** A row at least if the scope exists, with an entry if there is one beyond. */
    private static final String READ_BEYOND = "SELECT e." + EntryReader.COLUMNS.replace(", ", ", e.")
            + " FROM @head h LEFT JOIN @entry e ON e.scope = h.scope AND e.position > ?"
            + " WHERE h.scope = ? ORDER BY e.position";

    private static final String ALL_VECTORS =
            "SELECT statement, voice, vector FROM @vector WHERE scope = ? AND model = ?";

    private static final String SOME_VECTORS = ALL_VECTORS + " AND statement = ANY (?)";

    private static final String REMOVED_BEYOND =
            "SELECT 1 FROM @entry WHERE scope = ? AND position > ? AND action IN ('erase', 'sweep') LIMIT 1";

    private static final String INSERT_VECTOR = """
            INSERT INTO @vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (scope, statement, voice, model) DO NOTHING""";

    private final Schema schema;

    EntryTable(Schema schema) {
        this.schema = schema;
    }

    MemoryStore.Tail readBeyond(Connection connection, String scope, long position, String model) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        AtomicBoolean exists = new AtomicBoolean();
        new Script(schema)
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
                        scope)
                .run(connection);
        if (!exists.get()) {
            throw new ScopeGoneException(scope);
        }
        return new MemoryStore.Tail(entries, vectors(connection, scope, entries, position, model));
    }

    /** Returns the vectors of what entries assert; a scope read from its beginning takes all it has. */
    private List<StatementVector> vectors(
            Connection connection, String scope, List<Entry> entries, long position, String model) throws SQLException {
        List<String> asserted = entries.stream()
                .filter(entry -> entry.action() instanceof Entry.Assert)
                .map(entry -> ((Entry.Assert) entry.action()).id().value())
                .distinct()
                .toList();
        List<StatementVector> vectors = new ArrayList<>();
        if (model.isEmpty() || asserted.isEmpty()) {
            return vectors;
        }
        Script.RowReader reader = rows -> {
            while (rows.next()) {
                vectors.add(new StatementVector(
                        new MemoryId(rows.getString(1)),
                        StoredText.read(rows.getString(2)),
                        model,
                        VectorBytes.read(rows.getBytes(3))));
            }
        };
        if (position == 0) {
            new Script(schema).ask(ALL_VECTORS, reader, scope, model).run(connection);
        } else {
            new Script(schema).ask(SOME_VECTORS, reader, scope, model, asserted).run(connection);
        }
        return vectors;
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
            script.then(
                    INSERT_VECTOR,
                    scope,
                    vector.id().value(),
                    vector.voice(),
                    vector.model(),
                    VectorBytes.of(vector.vector()));
        }
    }
}

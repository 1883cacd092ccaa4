package dev.commonground.postgres;

import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.EntryReader;
import dev.commonground.store.EntryWriter;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the positions of several scopes and what is new in them by one statement, with a branch for each scope: each branch
 * needs one shard of a distributed database. Names are looked up in the same round trip.
 *
 * <p>Thread-safe.
 */
final class NewsQuery {

    private static final int SCOPE = EntryWriter.PARAMETERS + 1;
    private static final int HEAD = SCOPE + 1;
    private static final int VECTOR = HEAD + 1;

    /** Has at least one row if the scope exists, without an entry if it has none after the position. */
    private static final String BRANCH = "SELECT e."
            + EntryReader.COLUMNS.replace(", ", ", e.")
            + ", h.scope, h.position AS head, %s FROM @head h"
            + " LEFT JOIN @entry e ON e.scope = h.scope AND e.position > ? %s WHERE h.scope = ?";

    private static final String WITHOUT_VECTORS = BRANCH.formatted("NULL AS vector", "");

    /** OFFSET 0 makes PostgreSQL look up each statement by its key, whatever its statistics say. */
    private static final String WITH_VECTORS = BRANCH.formatted("v.of, v.voice, v.vector", """
             LEFT JOIN LATERAL (SELECT statement AS of, voice, vector FROM @vector
              WHERE scope = e.scope AND statement = e.statement AND model = ? AND e.action = 'assert' OFFSET 0) v ON TRUE""");

    private static final String IN_ORDER = " ORDER BY 1";

    private final Schema schema;
    private final KnownLanes lanes;
    private final AtomicBoolean united = new AtomicBoolean(true);

    /** What one scope has beyond the position that the caller knows. */
    private static final class News {
        final List<Entry> entries = new ArrayList<>();
        final Map<String, StatementVector> vectors = new LinkedHashMap<>();
        long last;

        MemoryStore.Tail tail() {
            return new MemoryStore.Tail(entries, List.copyOf(vectors.values()));
        }
    }

    NewsQuery(Schema schema, KnownLanes lanes) {
        this.schema = schema;
        this.lanes = lanes;
    }

    /** Returns the answer of {@link MemoryStore#positionsOf}. */
    MemoryStore.Positions read(
            Connection connection, String owner, List<Scope> named, Map<String, Long> known, String model)
            throws SQLException {
        if (united.get()) {
            try {
                return read(connection, owner, named, known, model, true);
            } catch (SQLException e) {
                if (!Failures.NOT_SUPPORTED.equals(e.getSQLState())) {
                    throw e;
                }
                united.set(false);
            }
        }
        return read(connection, owner, named, known, model, false);
    }

    private MemoryStore.Positions read(
            Connection connection,
            String owner,
            List<Scope> named,
            Map<String, Long> known,
            String model,
            boolean together)
            throws SQLException {
        Map<Scope, ScopeRecord> found = new HashMap<>();
        Map<String, Long> positions = new HashMap<>();
        Map<String, News> news = new HashMap<>();
        Script script = new Script(schema);
        ScopeTables.ask(script, owner, named, found);
        UnionQuery branches = new UnionQuery(IN_ORDER, together);
        known.forEach((scope, position) -> add(branches, scope, position, model));
        branches.addTo(script, rows -> readRows(rows, model, positions, news));
        script.runIfAny(connection);
        return positions(found, positions, news);
    }

    /** A caller that knows nothing of a scope reads its whole log by itself. */
    private static void add(UnionQuery branches, String scope, long position, String model) {
        long after = position == 0 ? Long.MAX_VALUE : position;
        if (model.isEmpty()) {
            branches.add(WITHOUT_VECTORS, after, scope);
        } else {
            branches.add(WITH_VECTORS, after, model, scope);
        }
    }

    private static void readRows(ResultSet rows, String model, Map<String, Long> positions, Map<String, News> news)
            throws SQLException {
        EntryReader reader = new EntryReader(rows, StoredText::read);
        while (rows.next()) {
            String scope = rows.getString(SCOPE);
            positions.put(scope, rows.getLong(HEAD));
            long position = rows.getLong(1);
            if (position > 0) {
                readEntry(rows, model, position, reader, news.computeIfAbsent(scope, first -> new News()));
            }
        }
    }

    /** An entry has a row for each vector of its statement. */
    private static void readEntry(ResultSet row, String model, long position, EntryReader reader, News news)
            throws SQLException {
        if (position > news.last) {
            news.last = position;
            news.entries.add(reader.entry());
        }
        if (row.getString(VECTOR) != null) {
            EntryTable.readVector(row, VECTOR, model, news.vectors);
        }
    }

    private MemoryStore.Positions positions(
            Map<Scope, ScopeRecord> found, Map<String, Long> positions, Map<String, News> news) {
        Map<String, MemoryStore.Tail> tails = new HashMap<>();
        news.forEach((scope, one) -> tails.put(scope, one.tail()));
        tails.forEach((scope, tail) -> lanes.read(scope, tail.entries()));
        return new MemoryStore.Positions(List.copyOf(found.values()), positions, tails);
    }
}

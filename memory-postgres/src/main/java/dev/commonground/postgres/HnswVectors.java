package dev.commonground.postgres;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.StoredVectors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The vectors of one scope under one model, searched by an index of the {@code vector} extension (HNSW, over numbers of
 * two bytes each); what is found is then compared in full.
 *
 * <p>Thread-safe.
 */
final class HnswVectors implements StoredVectors {

    /** The most that the extension keeps in view while it searches; beyond that it goes on from where it stopped. */
    private static final int MOST_IN_VIEW = 1_000;

    private static final int FEWEST_IN_VIEW = 100;

    /** Local to the transaction; sorting is left out of account, or a planner without statistics would prefer it. */
    private static final String SETTINGS = """
            SELECT set_config('hnsw.ef_search', ?, true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
            set_config('hnsw.max_scan_tuples', ?, true), set_config('enable_sort', 'off', true)""";

    private final Transactions transactions;
    private final Schema schema;
    private final LargeScope scope;

    HnswVectors(Transactions transactions, Schema schema, LargeScope scope) {
        this.transactions = transactions;
        this.schema = schema;
        this.scope = scope;
    }

    @Override
    public int dimension() {
        return scope.dimension();
    }

    @Override
    public Set<Passage> passages() {
        Set<Passage> passages = new HashSet<>();
        transactions.statement(connection -> new Script(schema)
                .ask("SELECT statement, voice FROM @vector WHERE " + scope.condition(), rows -> {
                    while (rows.next()) {
                        passages.add(new Passage(new MemoryId(rows.getString(1)), StoredText.read(rows.getString(2))));
                    }
                })
                .run(connection));
        return passages;
    }

    @Override
    public List<Near> nearest(float[] question, int limit) {
        String inView = String.valueOf(Math.max(FEWEST_IN_VIEW, Math.min(MOST_IN_VIEW, limit)));
        String visited = String.valueOf(Math.max(20L * MOST_IN_VIEW, 2L * limit));
        String nearest =
                "SELECT statement, %s FROM (SELECT statement, vector FROM @vector WHERE %s ORDER BY %s LIMIT %d) n"
                        .formatted(scope.similarity(), scope.condition(), scope.distance(), limit);
        return transactions.statement(connection -> {
            List<Near> found = new ArrayList<>();
            new Script(schema)
                    .ask(SETTINGS, ResultSet::next, inView, visited)
                    .ask(nearest, rows -> read(rows, found), question, question)
                    .run(connection);
            return found;
        });
    }

    /** Looks each statement up by its key, whatever the planner takes the table for. */
    @Override
    public List<Near> similarities(float[] question, Collection<MemoryId> statements) {
        String each = """
                SELECT v.statement, v.similarity FROM unnest(?) wanted (id) CROSS JOIN LATERAL (
                  SELECT statement, %s AS similarity FROM @vector WHERE statement = wanted.id AND %s OFFSET 0) v""".formatted(scope.similarity(), scope.condition());
        List<String> ids = statements.stream().map(MemoryId::value).toList();
        return transactions.statement(connection -> {
            List<Near> found = new ArrayList<>();
            new Script(schema)
                    .ask(each, rows -> read(rows, found), ids, question)
                    .run(connection);
            return found;
        });
    }

    private static void read(ResultSet rows, List<Near> found) throws SQLException {
        while (rows.next()) {
            found.add(new Near(new MemoryId(rows.getString(1)), rows.getDouble(2)));
        }
    }
}

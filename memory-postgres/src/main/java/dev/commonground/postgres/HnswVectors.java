package dev.commonground.postgres;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.StoredVectors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A vector search over one scope and model, with an HNSW index of the {@code vector} extension. The index has half
 * precision; the query returns similarities in full precision.
 *
 * <p>Thread-safe.
 */
final class HnswVectors implements StoredVectors {

    /** The maximum of {@code hnsw.ef_search}. For more results, the extension continues the scan iteratively. */
    private static final int LARGEST_EF_SEARCH = 1_000;

    private static final int SMALLEST_EF_SEARCH = 100;

    /** Settings of the transaction. Without statistics, the planner would prefer sorting to the index. */
    private static final String SETTINGS = """
            SELECT set_config('hnsw.ef_search', ?, true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
            set_config('hnsw.max_scan_tuples', ?, true), set_config('enable_sort', 'off', true)""";

    private static final String NEAREST =
            "SELECT statement, voice, %s FROM (SELECT statement, voice, vector FROM @vector WHERE %s ORDER BY %s LIMIT %d) n";

    /** OFFSET 0 makes PostgreSQL look up each statement by its key, whatever its statistics say. */
    private static final String SIMILARITIES = """
            SELECT v.statement, v.voice, v.similarity FROM unnest(?) wanted (id) CROSS JOIN LATERAL (
              SELECT statement, voice, %s AS similarity FROM @vector WHERE statement = wanted.id AND %s OFFSET 0) v""";

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
                .askEach(
                        "SELECT statement, voice FROM @vector WHERE " + scope.condition(),
                        row -> passages.add(passage(row)))
                .run(connection));
        return passages;
    }

    private static Passage passage(ResultSet row) throws SQLException {
        return new Passage(new MemoryId(row.getString(1)), StoredText.read(row.getString(2)));
    }

    @Override
    public List<Neighbour> nearest(float[] question, int limit) {
        String efSearch = String.valueOf(Math.max(SMALLEST_EF_SEARCH, Math.min(LARGEST_EF_SEARCH, limit)));
        String scanTuples = String.valueOf(Math.max(20L * LARGEST_EF_SEARCH, 2L * limit));
        String nearest = NEAREST.formatted(scope.similarity(), scope.condition(), scope.distance(), limit);
        return search(
                new Script(schema).ask(SETTINGS, ResultSet::next, efSearch, scanTuples), nearest, question, question);
    }

    @Override
    public List<Neighbour> similarities(float[] question, Collection<MemoryId> statements) {
        List<String> ids = statements.stream().map(MemoryId::value).toList();
        return search(new Script(schema), SIMILARITIES.formatted(scope.similarity(), scope.condition()), ids, question);
    }

    private List<Neighbour> search(Script script, String query, Object... parameters) {
        AtomicReference<List<Neighbour>> found = new AtomicReference<>(List.of());
        script.ask(query, rows -> found.set(read(rows)), parameters);
        int unused = transactions.statement(script::run);
        return Objects.requireNonNull(found.get());
    }

    private static List<Neighbour> read(ResultSet rows) throws SQLException {
        List<Neighbour> found = new ArrayList<>();
        while (rows.next()) {
            found.add(new Neighbour(passage(rows), rows.getDouble(3)));
        }
        return found;
    }
}

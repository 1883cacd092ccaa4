package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of the {@code vector} extension in the schema: reads their state, creates them and drops them.
 *
 * <p>Thread-safe.
 */
final class VectorIndexes {

    /** The first version with iterative scans, which continue a search if a filter leaves too few rows: 0.8. */
    private static final int OLDEST_MINOR = 8;

    private static final String DEADLOCK = "40P01";
    private static final String UNDEFINED_TABLE = "42P01";

    private static final String STATE = """
            SELECT h.position, e.schema, e.version, i.valid,
              EXISTS (SELECT 1 FROM pg_stat_progress_create_index WHERE relid = to_regclass(?)),
              (SELECT array_length(vector, 1) FROM @vector WHERE scope = h.scope AND model = ? LIMIT 1)
            FROM @head h
            LEFT JOIN (
              SELECT n.nspname AS schema, x.extversion AS version FROM pg_extension x
              JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname = 'vector') e ON true
            LEFT JOIN (
              SELECT x.indisvalid AS valid FROM pg_index x
              JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ?) i ON true
            WHERE h.scope = ?""";

    private static final String OF_DELETED_SCOPES = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'i' AND starts_with(c.relname, '%s')
            AND NOT EXISTS (SELECT 1 FROM @head WHERE starts_with(c.relname, '%s' || scope || '_'))""".formatted(LargeScope.PREFIX, LargeScope.PREFIX);

    private final Transactions transactions;
    private final Schema schema;
    private final Executor timeouts;

    /**
     * The state of a scope and its index.
     *
     * @param position the last position of the scope
     * @param extension the schema of the extension; null if the database has none that is new enough
     * @param valid whether the index is complete; null if there is no index
     * @param building whether a process is building this index or another one of the same table
     * @param dimension the dimension of the vectors; 0 if there are none
     */
    record IndexState(
            long position,
            @Nullable Schema extension,
            @Nullable Boolean valid,
            boolean building,
            int dimension) {

        private static final IndexState NO_SCOPE = new IndexState(0, null, null, false, 0);

        boolean isReady() {
            return Boolean.TRUE.equals(valid);
        }

        /** Returns whether a process has left the index unfinished. */
        boolean isAbandoned() {
            return valid != null && !valid && !building;
        }
    }

    /** Creates the indexes; {@code timeouts} runs the driver's changes of network timeouts. */
    VectorIndexes(Transactions transactions, Schema schema, Executor timeouts) {
        this.transactions = transactions;
        this.schema = schema;
        this.timeouts = timeouts;
    }

    IndexState state(String scope, String model) {
        AtomicReference<IndexState> state = new AtomicReference<>(IndexState.NO_SCOPE);
        String index = LargeScope.index(scope, model);
        int unused = transactions.statement(connection -> new Script(schema)
                .askEach(STATE, row -> state.set(state(row)), schema.sql("@vector"), model, schema.name(), index, scope)
                .run(connection));
        return Objects.requireNonNull(state.get());
    }

    private static IndexState state(ResultSet row) throws SQLException {
        String extension = row.getString(2);
        boolean usable = extension != null && isNewEnough(row.getString(3));
        return new IndexState(
                row.getLong(1),
                usable ? new Schema(extension) : null,
                (Boolean) row.getObject(4),
                row.getBoolean(5),
                row.getInt(6));
    }

    private static boolean isNewEnough(String version) {
        String[] parts = version.split("\\.", 3);
        return Integer.parseInt(parts[0]) > 0 || Integer.parseInt(parts[1]) >= OLDEST_MINOR;
    }

    /**
     * Creates the index of a scope. It does not exist afterwards if processes that create indexes of the same table at the
     * same moment wait for each other, or if another process drops it.
     */
    void create(LargeScope scope) {
        if (execute(scope.create(), DEADLOCK)) {
            boolean unused = execute(scope.withoutStatistics(), UNDEFINED_TABLE);
        }
    }

    void drop(String index) {
        boolean unused = execute("DROP INDEX CONCURRENTLY IF EXISTS @" + new Schema(index).quoted(), DEADLOCK);
    }

    /** Returns the names of the indexes of deleted scopes. */
    List<String> ofDeletedScopes() {
        return transactions.statement(connection -> {
            List<String> names = new ArrayList<>();
            new Script(schema)
                    .askEach(OF_DELETED_SCOPES, row -> names.add(row.getString(1)), schema.name())
                    .run(connection);
            return names;
        });
    }

    /** Executes a long statement without a network timeout. Returns false if it fails with the given SQL state. */
    private boolean execute(String statement, String state) {
        return transactions.statement(connection -> {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(timeouts, 0);
            try (Statement patient = connection.createStatement()) {
                boolean unused = patient.execute(schema.sql(statement));
                return true;
            } catch (SQLException e) {
                if (Failures.state(e).equals(state)) {
                    return false;
                }
                throw e;
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

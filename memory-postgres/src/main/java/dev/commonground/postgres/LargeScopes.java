package dev.commonground.postgres;

import dev.commonground.log.MemoryStoreException;
import dev.commonground.memory.StoredVectors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes over the vectors of scopes that are too large for a heap, one for each scope and model, so that no other
 * scope pays for them. They are made in the background by whoever first finds a scope too large; until then, and where
 * the extension is missing or the role may not make indexes, large scopes stay on the heap.
 *
 * <p>Thread-safe, and safe among processes.
 */
final class LargeScopes {

    private static final Logger LOG = LoggerFactory.getLogger(LargeScopes.class);

    /** The first version that goes on searching where a filter left too few: 0.8. */
    private static final int OLDEST_MINOR = 8;

    /** How often is looked whether somebody else has made an index. */
    private static final long PAUSE_NANOS = 200_000_000;

    /** How a scope, the extension and an index stand. */
    private static final String STANDING = """
            SELECT h.position, e.schema, e.version, i.valid, coalesce(i.building, false),
              (SELECT array_length(vector, 1) FROM @vector WHERE scope = h.scope AND model = ? LIMIT 1)
            FROM @head h
            LEFT JOIN (
              SELECT n.nspname AS schema, x.extversion AS version FROM pg_extension x
              JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname = 'vector') e ON true
            LEFT JOIN (
              SELECT x.indisvalid AS valid, p.pid IS NOT NULL AS building FROM pg_index x
              JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_stat_progress_create_index p ON p.index_relid = x.indexrelid
              WHERE n.nspname = ? AND c.relname = ?) i ON true
            WHERE h.scope = ?""";

    /** Indexes of scopes that were deleted. */
    private static final String LEFT_OVER = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'i' AND starts_with(c.relname, '%s')
            AND NOT EXISTS (SELECT 1 FROM @head WHERE starts_with(c.relname, '%s' || scope || '_'))""".formatted(LargeScope.PREFIX, LargeScope.PREFIX);

    private final Transactions transactions;
    private final Schema schema;

    /** By the name of the index; nothing while it is made, or where it cannot be. */
    private final Map<String, Optional<StoredVectors>> known = new ConcurrentHashMap<>();

    private final AtomicBoolean said = new AtomicBoolean();
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "commonground-postgres-indexes");
        thread.setDaemon(true);
        return thread;
    });

    LargeScopes(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
    }

    /**
     * How things stand.
     *
     * @param extension where the extension stands; null without one that is new enough
     * @param valid whether the index is complete; null if there is none
     * @param building whether somebody is making it
     */
    private record Standing(
            long position,
            @Nullable Schema extension,
            @Nullable Boolean valid,
            boolean building,
            int dimension) {}

    /** Returns the search over the vectors of a scope with more than so many entries; nothing until there is one. */
    Optional<StoredVectors> vectors(String scope, String model, long most) {
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredVectors> before = known.get(LargeScope.index(scope, model));
        return before == null ? look(scope, model, most) : before;
    }

    private Optional<StoredVectors> look(String scope, String model, long most) {
        Standing standing = standing(scope, model);
        if (standing.position <= most) {
            return Optional.empty();
        }
        if (standing.extension == null) {
            remain(LargeScope.index(scope, model), scope, "the database has no extension vector, version 0.8 or later");
            return Optional.empty();
        }
        if (standing.dimension == 0) {
            return Optional.empty();
        }
        LargeScope large = new LargeScope(scope, model, standing.dimension, standing.extension);
        String index = LargeScope.index(scope, model);
        if (Boolean.TRUE.equals(standing.valid)) {
            known.put(index, Optional.of(new HnswVectors(transactions, schema, large)));
        } else if (known.putIfAbsent(index, Optional.empty()) == null) {
            background.execute(() -> prepare(large));
        }
        return known.getOrDefault(index, Optional.empty());
    }

    private Standing standing(String scope, String model) {
        AtomicReference<Standing> standing = new AtomicReference<>(new Standing(0, null, null, false, 0));
        transactions.statement(connection -> new Script(schema)
                .ask(
                        STANDING,
                        rows -> {
                            if (rows.next()) {
                                String extension = rows.getString(2);
                                boolean usable = extension != null && isNew(rows.getString(3));
                                standing.set(new Standing(
                                        rows.getLong(1),
                                        usable ? new Schema(extension) : null,
                                        (Boolean) rows.getObject(4),
                                        rows.getBoolean(5),
                                        rows.getInt(6)));
                            }
                        },
                        model,
                        schema.name(),
                        LargeScope.index(scope, model),
                        scope)
                .run(connection));
        return Objects.requireNonNull(standing.get());
    }

    private static boolean isNew(String version) {
        String[] parts = version.split("\\.", 3);
        return Integer.parseInt(parts[0]) > 0 || Integer.parseInt(parts[1]) >= OLDEST_MINOR;
    }

    private void remain(String index, String scope, String because) {
        known.put(index, Optional.empty());
        if (said.compareAndSet(false, true)) {
            LOG.warn(
                    "Scope {} is larger than the heap budget, and {}: such scopes are searched on the heap, by codes of one bit a number",
                    scope,
                    because);
        }
    }

    /** Makes the index, or waits for whoever does. */
    private void prepare(LargeScope large) {
        String index = LargeScope.index(large.id(), large.model());
        try {
            tidy();
            while (!isMade(large)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            known.put(index, Optional.of(new HnswVectors(transactions, schema, large)));
        } catch (MemoryStoreException e) {
            remain(index, large.id(), "its index in the database could not be made (" + reason(e) + ")");
        } catch (IllegalStateException closed) {
            LOG.debug("An index is left to the next process, as the memory is closed", closed);
        }
    }

    private static String reason(MemoryStoreException e) {
        SQLException sql = Failures.in(e);
        return String.valueOf(sql == null ? e.getMessage() : sql.getMessage());
    }

    private boolean isMade(LargeScope large) {
        Standing standing = standing(large.id(), large.model());
        if (Boolean.TRUE.equals(standing.valid) || standing.building) {
            return Boolean.TRUE.equals(standing.valid);
        }
        if (standing.valid != null) {
            LOG.info("The index of scope {} was left unfinished and is made anew", large.id());
            execute("DROP INDEX CONCURRENTLY IF EXISTS @"
                    + new Schema(LargeScope.index(large.id(), large.model())).quoted());
        }
        execute(large.create());
        return false;
    }

    /** Drops, soon, the indexes of scopes that are deleted. */
    void deleted() {
        if (!known.isEmpty()) {
            background.execute(this::tidy);
        }
    }

    /** What cannot be dropped is in nobody's way. */
    private void tidy() {
        try {
            dropLeftOver();
        } catch (MemoryStoreException | IllegalStateException e) {
            LOG.debug("Indexes of deleted scopes are left to the next process", e);
        }
    }

    private void dropLeftOver() {
        Map<String, Boolean> names = new ConcurrentHashMap<>();
        transactions.statement(connection -> new Script(schema)
                .ask(
                        LEFT_OVER,
                        rows -> {
                            while (rows.next()) {
                                names.put(rows.getString(1), true);
                            }
                        },
                        schema.name())
                .run(connection));
        names.keySet().forEach(name -> {
            known.remove(name);
            execute("DROP INDEX CONCURRENTLY IF EXISTS @" + new Schema(name).quoted());
        });
    }

    /** Executes what may take its time, on a connection that does not count as cut meanwhile. */
    private void execute(String statement) {
        transactions.statement(connection -> {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(background, 0);
            try (Statement patient = connection.createStatement()) {
                return patient.execute(schema.sql(statement));
            } finally {
                restore(connection, before);
            }
        });
    }

    private void restore(Connection connection, int timeout) throws SQLException {
        if (!connection.isClosed()) {
            connection.setNetworkTimeout(background, timeout);
        }
    }

    void close() {
        background.shutdownNow();
    }
}

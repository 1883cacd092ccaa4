package dev.commonground.postgres;

import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Creates or migrates the tables of a schema. If the schema has this version, the migration only reads the version:
 * that takes no right to change the schema, and no lock.
 */
final class Migration {

    /** The version of the newest migration. */
    static final int CURRENT = 7;

    private static final String HISTORY = "schema_history";
    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "3F000");
    private static final int ATTEMPTS = 10;

    private final DataSource source;
    private final Schema schema;
    private final Transactions transactions;

    Migration(DataSource source, Schema schema, Transactions transactions) {
        this.source = source;
        this.schema = schema;
        this.transactions = transactions;
    }

    /**
     * Migrates the schema if it has an older version.
     *
     * @throws MemoryStoreException if the schema has a newer version, or the role may not change it
     */
    void run() {
        for (int attempt = 1; transactions.statement(this::version) < CURRENT; attempt++) {
            try {
                migrate();
                new TableCleaner(transactions, schema, Runnable::run).turnStatisticsOff();
            } catch (FlywayException e) {
                // Another process that creates the same schema concurrently causes a transient failure.
                if (attempt == ATTEMPTS || !isRace(e)) {
                    throw failure(e);
                }
            }
        }
        checkNotNewer(transactions.statement(this::version));
    }

    /**
     * Checks that the schema has this version, without changing anything.
     *
     * @throws MemoryStoreException if the schema has another version, or does not exist
     */
    void requireCurrent() {
        int version = transactions.statement(this::version);
        checkNotNewer(version);
        if (version == 0) {
            throw new MemoryStoreException(
                    "There is no memory in the schema %s, and a read-only memory is not created: pass the schema of a memory"
                            .formatted(schema.name()));
        }
        if (version < CURRENT) {
            throw new MemoryStoreException(
                    "The schema %s has version %d and must be migrated to version %d, which a read-only memory does not do: open it once without readOnly()"
                            .formatted(schema.name(), version, CURRENT));
        }
    }

    private void checkNotNewer(int version) {
        if (version > CURRENT) {
            throw new MemoryStoreException(
                    "The schema %s has version %d, but this library supports versions up to %d: use the newer library version that wrote it. Nothing in it was changed"
                            .formatted(schema.name(), version, CURRENT));
        }
    }

    private void migrate() {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(source)
                .schemas(schema.name())
                .defaultSchema(schema.name())
                .table(HISTORY)
                .locations("classpath:dev/commonground/postgres/migration")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private static boolean isRace(FlywayException e) {
        SQLException sql = Failures.in(e);
        return sql != null
                && Set.of(Failures.UNIQUE_VIOLATION, "42P06", "42P07", "40001", "40P01", "XX000")
                        .contains(Failures.state(sql));
    }

    private MemoryStoreException failure(FlywayException e) {
        SQLException sql = Failures.in(e);
        if (sql != null && "42501".equals(Failures.state(sql))) {
            return new MemoryStoreException(
                    "The schema %s must be migrated to version %d, which this role may not do: open the memory once as a role that owns the schema"
                            .formatted(schema.name(), CURRENT),
                    e);
        }
        return new MemoryStoreException(
                "The schema %s could not be migrated to version %d: see the cause".formatted(schema.name(), CURRENT),
                e);
    }

    /** Returns the version of the schema, 0 if it has no tables. */
    private int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        schema.sql("SELECT max(CAST(version AS integer)) FROM @%s WHERE success".formatted(HISTORY)))) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.contains(Failures.state(e))) {
                return 0;
            }
            throw e;
        }
    }
}

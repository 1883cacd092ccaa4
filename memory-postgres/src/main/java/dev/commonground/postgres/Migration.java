package dev.commonground.postgres;

import dev.commonground.log.MemoryStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a schema to this version's tables. A schema that has them already is only asked for its version, so a role
 * without the right to change it can work on it, and nothing is locked.
 */
final class Migration {

    /** The version that the newest migration brings. */
    static final int CURRENT = 3;

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
     * Migrates the schema if it is older.
     *
     * @throws MemoryStoreException if it is newer, or may not be changed
     */
    void run() {
        for (int attempt = 1; transactions.statement(this::version) < CURRENT; attempt++) {
            try {
                migrate();
            } catch (FlywayException e) {
                // Somebody else who makes the same schema at the same moment is in the way only for that moment.
                if (attempt == ATTEMPTS || !isRace(e)) {
                    throw failure(e);
                }
            }
        }
        int version = transactions.statement(this::version);
        if (version > CURRENT) {
            throw new MemoryStoreException(
                    "The schema %s has version %d, but this version of the library knows versions up to %d: use the newer library that wrote it, nothing in it was changed"
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
                    "The schema %s has to be brought to version %d, which this role may not do: open the memory once as a role that owns the schema"
                            .formatted(schema.name(), CURRENT),
                    e);
        }
        return new MemoryStoreException(
                "The schema %s could not be brought to version %d: see the cause".formatted(schema.name(), CURRENT), e);
    }

    /** Returns the version of the schema, 0 if it has no tables yet. */
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

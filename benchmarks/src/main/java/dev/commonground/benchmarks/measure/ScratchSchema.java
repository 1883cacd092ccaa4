package dev.commonground.benchmarks.measure;

import dev.commonground.store.RandomNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A new name for a schema in PostgreSQL; closing it drops the schema.
 *
 * @param pool the connections to the database
 * @param name the name of the schema
 */
public record ScratchSchema(DataSource pool, String name) implements AutoCloseable {

    /** Returns an unused name; a store creates the schema. */
    public static ScratchSchema in(DataSource pool) {
        return new ScratchSchema(pool, "bench_" + RandomNames.next());
    }

    /** Runs a statement on the pool. */
    public static void execute(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute(pool, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(name));
    }
}

package dev.commonground.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.MemoryStoreProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens a {@link PostgresStore} for {@code jdbc:postgresql:} URLs, with its own connection pool, and for data sources
 * of PostgreSQL databases. The URL parameter {@code currentSchema} selects the schema; of several names, the first.
 *
 * <p>Thread-safe.
 */
public final class PostgresStoreProvider implements MemoryStoreProvider {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final String PRODUCT = "PostgreSQL";

    /** The size of the pool that a store creates for itself. */
    private static final int POOL_SIZE = 10;

    /** If a statement gets no answer in this time, the connection is considered broken. */
    private static final String SOCKET_TIMEOUT_SECONDS = "30";

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    /** Creates the provider, for {@link java.util.ServiceLoader}. */
    public PostgresStoreProvider() {}

    @Override
    public Optional<MemoryStore> open(String url) {
        return open(url, false);
    }

    @Override
    public Optional<MemoryStore> openReadOnly(String url) {
        return open(url, true);
    }

    private static Optional<MemoryStore> open(String url, boolean readOnly) {
        if (!url.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Properties properties = Driver.parseURL(url, new Properties());
        if (properties == null) {
            throw new MemoryStoreException(
                    "The address of the memory begins with jdbc:postgresql: but is not valid: pass"
                            + " jdbc:postgresql://host:port/database");
        }
        String schema = PGProperty.CURRENT_SCHEMA.getOrDefault(properties);
        return Optional.of(open(
                new HikariDataSource(config(url, properties)),
                schema == null ? PostgresStore.DEFAULT_SCHEMA : firstOf(schema),
                readOnly));
    }

    /** Returns the first schema of a search path, which is where PostgreSQL creates tables. */
    private static String firstOf(String searchPath) {
        String first = searchPath.split(",", 2)[0].strip();
        return first.length() > 2 && first.startsWith("\"") && first.endsWith("\"")
                ? first.substring(1, first.length() - 1)
                : first;
    }

    private static MemoryStore open(HikariDataSource pool, String schema, boolean readOnly) {
        try {
            PostgresStore.Builder builder =
                    PostgresStore.builder(pool).schema(schema).closing(pool::close);
            return (readOnly ? builder.readOnly() : builder).open();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariConfig config(String url, Properties given) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setPoolName("commonground");
        if (!given.containsKey(PGProperty.SOCKET_TIMEOUT.getName())) {
            config.addDataSourceProperty(PGProperty.SOCKET_TIMEOUT.getName(), SOCKET_TIMEOUT_SECONDS);
        }
        return config;
    }

    @Override
    public Optional<MemoryStore> open(DataSource source) {
        return isPostgres(source) ? Optional.of(PostgresStore.builder(source).open()) : Optional.empty();
    }

    @Override
    public Optional<MemoryStore> openReadOnly(DataSource source) {
        return isPostgres(source)
                ? Optional.of(PostgresStore.builder(source).readOnly().open())
                : Optional.empty();
    }

    private static boolean isPostgres(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals(PRODUCT);
        } catch (SQLException e) {
            throw new MemoryStoreException(
                    "The memory cannot be opened, because the data source gives no connection: see the cause", e);
        }
    }
}

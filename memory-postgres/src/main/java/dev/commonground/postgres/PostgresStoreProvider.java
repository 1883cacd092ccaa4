package dev.commonground.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.MemoryStoreException;
import dev.commonground.log.MemoryStoreProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens a {@link PostgresStore} for {@code jdbc:postgresql:} URLs, with a pool of its own, and for data sources of
 * PostgreSQL's. A URL's {@code currentSchema} is the schema of the tables.
 *
 * <p>Thread-safe.
 */
public final class PostgresStoreProvider implements MemoryStoreProvider {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final String PRODUCT = "PostgreSQL";

    /** Connections of a store that makes its own pool. */
    private static final int POOL = 10;

    /** For how long a statement may stay without an answer before the connection counts as cut, in seconds. */
    private static final String SOCKET_TIMEOUT_SECONDS = "30";

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public PostgresStoreProvider() {}

    @Override
    public Optional<MemoryStore> open(String url) {
        if (!url.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Properties properties = Driver.parseURL(url, new Properties());
        if (properties == null) {
            throw new MemoryStoreException(
                    "The address of the memory begins like PostgreSQL's but cannot be read: pass jdbc:postgresql://host:port/database");
        }
        HikariDataSource pool = new HikariDataSource(config(url, properties));
        String schema = PGProperty.CURRENT_SCHEMA.getOrDefault(properties);
        try {
            return Optional.of(PostgresStore.builder(pool)
                    .schema(schema == null ? PostgresStore.DEFAULT_SCHEMA : schema)
                    .closing(pool::close)
                    .open());
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariConfig config(String url, Properties given) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL);
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
        try (Connection connection = source.getConnection()) {
            if (!connection.getMetaData().getDatabaseProductName().equals(PRODUCT)) {
                return Optional.empty();
            }
        } catch (SQLException e) {
            throw new MemoryStoreException(
                    "The data source gives no connection, so its memory cannot be opened: see the cause", e);
        }
        return Optional.of(PostgresStore.builder(source).open());
    }
}

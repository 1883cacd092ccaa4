package dev.commonground.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server of the tests: the one that {@code -Dcommonground.postgres.url} names, or one that Maven brings, started once
 * for all tests.
 */
public final class TestServer {

    private static final String GIVEN = System.getProperty("commonground.postgres.url", "");
    private static final List<String> SCHEMAS = new CopyOnWriteArrayList<>();
    private static @Nullable EmbeddedPostgres embedded;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TestServer::cleanUp));
    }

    private TestServer() {}

    /** Returns the address of the database. */
    public static synchronized String url() {
        if (!GIVEN.isEmpty()) {
            return GIVEN;
        }
        if (embedded == null) {
            embedded = start();
        }
        return embedded.getJdbcUrl("postgres", "postgres");
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of a schema that nobody uses yet. */
    public static String newSchema() {
        String schema = "test_%d_%s".formatted(SCHEMAS.size(), Long.toString(System.nanoTime(), Character.MAX_RADIX));
        SCHEMAS.add(schema);
        return schema;
    }

    /** Returns the address of a schema, as a memory takes it. */
    public static String url(String schema) {
        return with(url(), "currentSchema=" + schema);
    }

    /** Returns an address with one more parameter. */
    static String with(String url, String parameter) {
        return url + (url.contains("?") ? "&" : "?") + parameter;
    }

    static DataSource source() {
        return source(url());
    }

    static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    /** Runs a statement as the owner of the database. */
    public static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of the first row of an answer. */
    public static String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static synchronized void cleanUp() {
        try {
            if (embedded != null) {
                embedded.close();
            } else if (!GIVEN.isEmpty()) {
                for (String schema : SCHEMAS) {
                    execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(new Schema(schema).quoted()));
                }
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

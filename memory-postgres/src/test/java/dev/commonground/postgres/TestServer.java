package dev.commonground.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.store.MemoryStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server of the tests: the one at {@code -Dcommonground.postgres.url}, or an embedded server that all tests share.
 */
public final class TestServer {

    private static final String GIVEN = System.getProperty("commonground.postgres.url", "");
    private static final List<String> SCHEMAS = new CopyOnWriteArrayList<>();
    private static @Nullable EmbeddedPostgres embedded;
    private static @Nullable HikariDataSource pool;

    private static final List<String> RULES = List.of(
            """
            SELECT 'positions of ' || h.scope || ' leave a gap' FROM head h
            LEFT JOIN (SELECT scope, count(*) n, min(position) low, max(position) high FROM entry GROUP BY scope) e
            ON e.scope = h.scope
            WHERE h.position <> coalesce(e.n, 0) OR (e.n > 0 AND (e.low <> 1 OR e.high <> e.n))""",
            """
            SELECT 'the head of lane ' || l.lane || ' of ' || l.scope || ' is wrong' FROM lane l
            LEFT JOIN (SELECT scope, lane, count(*) n, max(number) high FROM entry GROUP BY scope, lane) e
            ON e.scope = l.scope AND e.lane = l.lane
            WHERE l.head <> coalesce(e.n, 0) OR l.head <> coalesce(e.high, 0)""",
            "SELECT 'entries of ' || scope || ' belong to no scope' FROM entry WHERE scope NOT IN (SELECT id FROM scope)",
            "SELECT 'scope ' || id || ' has no head' FROM scope WHERE id NOT IN (SELECT scope FROM head)",
            """
            SELECT 'a vector of ' || v.scope || ' belongs to no entry' FROM vector v
            WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.scope = v.scope AND e.statement = v.statement)""");

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

    /** No test of this server needs the disk: those that kill a server start an {@link OwnServer}, which waits for it. */
    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of a schema for a new memory. On a server with Citus, it holds distributed tables already. */
    public static String newSchema() {
        String schema = emptySchema();
        if (DistributedTables.areAvailable()) {
            DistributedTables.create(schema);
        }
        return schema;
    }

    /** Returns the name of a schema that does not exist yet. */
    static String emptySchema() {
        String schema = "test_%d_%s".formatted(SCHEMAS.size(), Long.toString(System.nanoTime(), Character.MAX_RADIX));
        SCHEMAS.add(schema);
        return schema;
    }

    /** Returns the JDBC URL of a schema. */
    public static String url(String schema) {
        return with(url(), "currentSchema=" + schema);
    }

    /** Returns an address with one more parameter. */
    static String with(String url, String parameter) {
        return url + (url.contains("?") ? "&" : "?") + parameter;
    }

    /** Returns a pool of connections that all tests share, because a new connection costs more than most queries. */
    static synchronized DataSource source() {
        if (pool == null) {
            pool = new HikariDataSource();
            pool.setDataSource(source(url()));
            pool.setMaximumPoolSize(40);
            pool.setMinimumIdle(0);
        }
        return pool;
    }

    /** Returns a source that opens a new connection each time. */
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

    /** Returns the first column of the first row of a result. */
    public static String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** Returns the violations of the rules of a log in a schema. */
    public static List<String> problems(String schema) throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(schema));
                Statement statement = connection.createStatement()) {
            for (String rule : RULES) {
                try (ResultSet row = statement.executeQuery(rule)) {
                    while (row.next()) {
                        problems.add(row.getString(1));
                    }
                }
            }
        }
        return problems;
    }

    /** Cleans until no other transaction of the server, such as one of its own, is in the way. */
    static Cleanup clean(MemoryStore store) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Cleanup result = store.clean();
        while (String.valueOf(result.pending()).contains("transaction") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            result = store.clean();
        }
        return result;
    }

    private static synchronized void cleanUp() {
        try {
            if (pool != null) {
                pool.close();
            }
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

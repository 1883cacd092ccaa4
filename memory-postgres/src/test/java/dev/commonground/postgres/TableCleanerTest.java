package dev.commonground.postgres;

import static dev.commonground.SharedMemory.DEFAULT_OWNER;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cleaning rewrites the tables and restores its connection. {@link ErasedTablesTest} searches the bytes that are left. */
class TableCleanerTest {

    static final List<String> TABLES = List.of("scope", "lane", "tip", "entry", "vector", "record", "reading");
    static final Scope.Task TASK = new Scope.Task("order-7");

    final String schema = TestServer.newSchema();
    MemoryStore store;

    @BeforeEach
    void open() {
        store = pooled("");
    }

    MemoryStore pooled(String parameter) {
        return new PostgresStoreProvider()
                .open(TestServer.url(schema) + parameter)
                .orElseThrow();
    }

    @AfterEach
    void close() {
        store.close();
    }

    void write() {
        ScopeRecord scope = store.open(DEFAULT_OWNER, List.of(TASK)).get(0);
        store.commit(direct(scope, says(scope, "The quokka is on Rottnest")));
    }

    private List<String> files() {
        return TABLES.stream()
                .map(table -> ask("SELECT pg_relation_filenode('\"%s\".%s')", table))
                .toList();
    }

    private String ask(String query, String table) {
        try {
            return TestServer.ask(query.formatted(schema, table));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDeletionOwesACleaningWhichRewritesEveryTable() {
        write();
        assertThat(store.cleanup()).isEqualTo(Cleanup.of(TABLES));
        store.delete(DEFAULT_OWNER, TASK);
        List<String> before = files();

        assertThat(store.cleanup().pending()).contains("call SharedMemory.clean()");
        assertThat(TestServer.clean(store)).isEqualTo(Cleanup.of(TABLES));

        assertThat(store.cleanup().isComplete()).isTrue();
        assertThat(files()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aTransactionThatIsOlderThanARemovalIsInTheWay() throws SQLException {
        write();
        try (Connection reader = TestServer.source().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT 1");
            store.delete(DEFAULT_OWNER, TASK);
            List<String> before = files();

            assertThat(store.clean().pending()).contains("end it, and call SharedMemory.clean() again");

            assertThat(files()).isEqualTo(before);
        }
        assertThat(store.cleanup().isComplete()).isFalse();
        assertThat(TestServer.clean(store).isComplete()).isTrue();
    }

    private String shown(String column) {
        return ask(
                "SELECT count(*) FROM pg_stats WHERE schemaname = '%s' AND tablename || '.' || attname = '%s'", column);
    }

    @Test
    void statisticsOfContentEndWithTheNextCleaning() throws SQLException {
        write();
        store.blobs().put("collection", "key", new byte[] {1});
        for (String column : List.of("entry.text", "record.data", "scope.name")) {
            TestServer.execute(
                    "ALTER TABLE \"%s\".%s SET STATISTICS -1".formatted(schema, column.replace(".", " ALTER COLUMN ")));
            TestServer.execute("ANALYZE \"%s\".%s".formatted(schema, column.replaceFirst("\\..*", "")));
            assertThat(shown(column)).as(column).isEqualTo("1");
        }

        assertThat(TestServer.clean(store).isComplete()).isTrue();

        for (String column : List.of("entry.text", "record.data", "scope.name")) {
            assertThat(shown(column)).as(column).isEqualTo("0");
            TestServer.execute("ANALYZE \"%s\".%s".formatted(schema, column.replaceFirst("\\..*", "")));
            assertThat(shown(column)).as(column).isEqualTo("0");
        }
        assertThat(types()).isEqualTo("bytea, real[], text");
    }

    private String types() {
        return ask(
                "SELECT string_agg(DISTINCT format_type(atttypid, NULL), ', ' ORDER BY format_type(atttypid, NULL)) FROM pg_attribute WHERE attnum > 0 AND attstattarget = 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = '\"%s\"'::regnamespace)",
                "");
    }

    @Test
    void aNewMemoryKeepsContentOutOfTheStatistics() {
        assertThat(ask(
                        "SELECT count(*) FROM pg_attribute WHERE attstattarget = 0 AND attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = '\"%s\"'::regnamespace)",
                        ""))
                .isEqualTo("30");
    }

    @Test
    void aRoleThatDoesNotOwnTheTablesIsToldThatTheyWereNotRewritten() throws SQLException {
        String role = "limited_" + schema;
        TestServer.execute("CREATE ROLE " + role);
        try {
            TestServer.execute("GRANT USAGE ON SCHEMA \"%s\" TO %s".formatted(schema, role));
            TestServer.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"%s\" TO %s"
                    .formatted(schema, role));
            write();
            try (MemoryStore limited = pooled("&options=-c%20role=" + role)) {
                limited.delete(DEFAULT_OWNER, TASK);
                List<String> before = files();

                assertThat(TestServer.clean(limited).pending()).contains("as a role that owns the tables");

                assertThat(files()).isEqualTo(before);
                assertThat(limited.cleanup().isComplete()).isFalse();
            }
            assertThat(TestServer.clean(store).isComplete()).isTrue();
        } finally {
            TestServer.execute("DROP OWNED BY " + role);
            TestServer.execute("DROP ROLE " + role);
        }
    }

    @Test
    void aLongRewriteHasNoNetworkTimeout() throws SQLException {
        String url = TestServer.with(TestServer.url(), "socketTimeout=20");
        try (ReturnedConnections connections = new ReturnedConnections(url, true);
                MemoryStore timed = PostgresStore.builder(connections.source())
                        .schema(schema)
                        .open()) {
            assertThat(timed.clean()).isNotNull();

            assertThat(connections.timeouts).containsExactlyInAnyOrder(0, 20_000);
            assertThat(connections.settings)
                    .extracting(ReturnedConnections.Settings::networkTimeout)
                    .containsOnly(20_000);
        }
    }
}

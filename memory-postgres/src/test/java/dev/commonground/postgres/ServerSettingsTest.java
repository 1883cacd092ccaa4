package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** Settings of a server that refuse something are named with what to do. */
class ServerSettingsTest {

    final String schema = TestServer.newSchema();

    @Test
    void aStatementTimeoutIsNamedAndStoresNothing() throws Exception {
        String url = TestServer.with(TestServer.url(), "options=-c%20statement_timeout=300ms");
        try (PostgresStore store = PostgresStore.builder(TestServer.source(url))
                        .schema(schema)
                        .patience(Duration.ofSeconds(5))
                        .open();
                SharedMemory memory = SharedMemory.builder(store).keywordsOnly().open();
                Connection other = TestServer.source().getConnection();
                Statement lock = other.createStatement()) {
            memory.task("a").agent("writer").remember("First");
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE \"%s\".head IN EXCLUSIVE MODE".formatted(schema));

            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> memory.task("a").agent("writer").remember("Second"))
                    .withMessageContaining("statement_timeout")
                    .withMessageContaining("ALTER ROLE");

            other.rollback();
            memory.task("a").agent("writer").remember("Third");
            assertThat(memory.task("a").agent("reader").list())
                    .extracting(Memory::text)
                    .containsExactlyInAnyOrder("First", "Third");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s,public", "%%22%s%%22,public"})
    void theFirstSchemaOfASearchPathHoldsTheMemory(String searchPath) throws Exception {
        String url = TestServer.with(TestServer.url(searchPath.formatted(schema)), "socketTimeout=20");

        try (SharedMemory memory = SharedMemory.builder(url).keywordsOnly().open()) {
            memory.task("a").agent("writer").remember("First");
        }

        assertThat(TestServer.ask("SELECT count(*) FROM \"%s\".entry".formatted(schema)))
                .isEqualTo("1");
    }

    @Test
    void anAddressThatIsNotValidIsRefused() {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> new PostgresStoreProvider().open("jdbc:postgresql://localhost:port/memory"))
                .withMessageContaining("jdbc:postgresql://host:port/database");
    }

    @Test
    void aDataSourceOfAnotherDatabaseIsLeftToOtherStores() {
        SQLiteDataSource another = new SQLiteDataSource();
        another.setUrl("jdbc:sqlite::memory:");

        assertThat(new PostgresStoreProvider().open(another)).isEmpty();
        assertThat(new PostgresStoreProvider().openReadOnly(another)).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotKnowTheFunctionsIsNotChecked() throws Exception {
        try (Connection another = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            assertThat(ServerCheck.run(another)).isTrue();
        }
    }

    /** Returns what is logged when a store is opened. */
    private String logOfOpening(String url) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            PostgresStore.builder(TestServer.source(url)).schema(schema).open().close();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Replaces functions of the server, for sessions that look into the schema before they look into the server's own. */
    private String urlWith(String... functions) throws Exception {
        new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow().close();
        for (String function : functions) {
            TestServer.execute("CREATE FUNCTION \"%s\".%s".formatted(schema, function));
        }
        return TestServer.url(schema + ",pg_catalog");
    }

    @ResourceLock(Resources.SYSTEM_ERR)
    @Test
    void aStandbyTellsHowFarItIsBehind() throws Exception {
        String url = urlWith(
                "pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
                "pg_last_xact_replay_timestamp() RETURNS timestamptz LANGUAGE sql AS $$SELECT now() - interval '77 s'$$");

        assertThat(logOfOpening(url)).contains("read from a standby that is 77 seconds behind");
        assertThat(logOfOpening(TestServer.url(schema))).doesNotContain("standby");
    }

    @ResourceLock(Resources.SYSTEM_ERR)
    @Test
    void aPoolerThatMayConfuseStatementsIsNamed() throws Exception {
        String url = urlWith("pg_backend_pid() RETURNS integer LANGUAGE sql AS 'SELECT -1'");

        assertThat(logOfOpening(url)).contains("add prepareThreshold=0 to the URL");
        assertThat(logOfOpening(url + "&prepareThreshold=0")).doesNotContain("pooler");
        assertThat(logOfOpening(TestServer.url(schema))).doesNotContain("pooler");
    }

    @Test
    void aServerThatIsStartingIsAskedAgain() throws Exception {
        TestServer.execute("CREATE SCHEMA \"%s\"".formatted(schema));
        TestServer.execute(
                "CREATE FUNCTION \"%s\".pg_backend_pid() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '57P03'; END $$"
                        .formatted(schema));
        String url = TestServer.with(TestServer.url(), "currentSchema=" + schema + ",pg_catalog");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> PostgresStore.builder(TestServer.source(url))
                        .schema(schema)
                        .patience(Duration.ZERO)
                        .open())
                .withMessageContaining("could not be reached for 0 seconds");
    }
}

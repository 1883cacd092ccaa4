package dev.commonground.postgres;

import static dev.commonground.SharedMemory.DEFAULT_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.AgentMemory;
import dev.commonground.KilledEraser;
import dev.commonground.RawBytes;
import dev.commonground.SecretTexts;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Scope;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches the statistics and the raw bytes of all files of a server for what was removed from a memory. */
class ErasedTablesTest {

    private static final int SECRETS = 300;

    @TempDir
    static Path folder;

    static EmbeddedPostgres server;
    static HikariDataSource pool;

    PostgresStore store;
    SharedMemory memory;
    AgentMemory agent;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("wal_recycle", "off")
                .setServerConfig("fsync", "off")
                .start();
        pool = new HikariDataSource();
        pool.setDataSource(server.getPostgresDatabase());
    }

    @BeforeEach
    void open() {
        store = PostgresStore.builder(pool).open();
        memory = SharedMemory.builder(store).embeddings(SecretTexts.MODEL).open();
        agent = memory.task("order-7").agent("writer");
    }

    /** Leaves nothing that the next test could find. */
    @AfterEach
    void drop() throws SQLException {
        memory.close();
        execute("DROP SCHEMA commonground CASCADE", "VACUUM FULL pg_catalog.pg_statistic");
        flush();
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        server.close();
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Writes what the server still holds in memory, and lets it remove the old segments of its write-ahead log. */
    void flush() throws SQLException {
        execute("CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT", "CHECKPOINT");
    }

    RawBytes search(SecretTexts secrets) {
        String scope = store.find(DEFAULT_OWNER, new Scope.Task("order-7"))
                .orElseThrow()
                .id();
        return secrets.search(store, scope);
    }

    /** Returns what every role with SQL can read about the columns of the memory. */
    List<String> statistics() throws SQLException {
        List<String> shown = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT most_common_vals::text || coalesce(histogram_bounds::text, '') FROM pg_stats WHERE schemaname = 'commonground'")) {
            while (row.next()) {
                shown.add(String.valueOf(row.getString(1)));
            }
        }
        return shown;
    }

    @Test
    void nothingIsLeftOfErasedMemories() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, SECRETS);
        execute("ANALYZE");
        RawBytes search = search(secrets);
        flush();
        assertThat(search.in(folder)).hasSizeGreaterThan(SECRETS);

        agent.log().eraseAll(secrets.ids());
        assertThat(store.cleanup().pending()).contains("SharedMemory.clean()");
        assertThat(TestServer.clean(store).pending()).isNull();
        execute("ANALYZE");
        flush();

        assertThat(search.in(folder)).isEmpty();
        assertThat(store.cleanup().isComplete()).isTrue();
    }

    @Test
    void anotherProcessFinishesWhatAKilledOneErased() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 30);
        RawBytes search = search(secrets);

        KilledEraser.eraseAndDie(server.getJdbcUrl("postgres", "postgres"));
        flush();
        assertThat(search.in(folder)).isNotEmpty();
        assertThat(TestServer.clean(store).isComplete()).isTrue();
        flush();

        assertThat(search.in(folder)).isEmpty();
    }

    @Test
    void nothingIsLeftOfADeletedTask() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 50);
        memory.blobs()
                .put(
                        "task/order-7",
                        "chat",
                        "quokka99999zebu was talked about".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        execute("ANALYZE");
        RawBytes search = search(secrets).text("quokka99999zebu");

        memory.task("order-7").delete();
        assertThat(TestServer.clean(store).isComplete()).isTrue();
        flush();

        assertThat(search.in(folder)).isEmpty();
    }

    @Test
    void statisticsShowNoContent() throws Exception {
        SecretTexts.write(agent, 50);
        memory.task("quokka task")
                .forUser("quokka user")
                .agent("quokka")
                .aboutUser()
                .prefer("Quokkas");

        execute("ANALYZE");

        assertThat(statistics()).isNotEmpty().noneMatch(shown -> shown.contains("uokka"));
    }

    @Test
    void anOpenTransactionHoldsTheCleaningUp() throws Exception {
        SecretTexts secrets = SecretTexts.write(agent, 10);
        RawBytes search = search(secrets);
        try (Connection reader = server.getPostgresDatabase().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT 1");
            agent.log().eraseAll(secrets.ids());

            assertThat(memory.clean().pending()).contains("transaction");
        }

        assertThat(TestServer.clean(store).isComplete()).isTrue();
        flush();
        assertThat(search.in(folder)).isEmpty();
    }
}

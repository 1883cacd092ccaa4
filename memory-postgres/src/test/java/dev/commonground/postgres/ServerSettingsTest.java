package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
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
}

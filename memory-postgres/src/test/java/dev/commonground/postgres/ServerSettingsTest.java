package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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

    @Test
    void theFirstSchemaOfASearchPathHoldsTheMemory() throws Exception {
        String url = TestServer.url(schema + ",public");

        try (SharedMemory memory = SharedMemory.builder(url).keywordsOnly().open()) {
            memory.task("a").agent("writer").remember("First");
        }

        assertThat(TestServer.ask("SELECT count(*) FROM \"%s\".entry".formatted(schema)))
                .isEqualTo("1");
    }
}

package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import java.net.Socket;
import java.net.SocketException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool that a store of an address opens for itself, and the data sources that others bring. */
class PostgresStoreProviderTest {

    final PostgresStoreProvider provider = new PostgresStoreProvider();
    final String schema = TestServer.newSchema();

    String named() {
        return TestServer.with(TestServer.url(schema), "ApplicationName=" + schema);
    }

    int connections() throws SQLException {
        return Integer.parseInt(TestServer.ask(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s'".formatted(schema)));
    }

    private void awaitNoConnection() throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (connections() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        assertThat(connections()).isZero();
    }

    @Test
    void anIdleStoreKeepsFewConnectionsUntilItIsClosed() throws Exception {
        provider.open(TestServer.url(schema)).orElseThrow().close();

        try (MemoryStore store = provider.openReadOnly(named()).orElseThrow()) {
            assertThat(threads()).anyMatch(name -> name.startsWith("commonground") && name.contains("housekeeper"));
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos()); // by then a pool has opened what it keeps
            assertThat(store.find("local", Scope.task("a"))).isEmpty();
            assertThat(connections()).isBetween(1, 3); // more than one if a caller came before the first was open
        }

        awaitNoConnection();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void aStoreThatCannotBeOpenedKeepsNoConnection() throws Exception {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> provider.openReadOnly(named()))
                .withMessageContaining("There is no memory");

        awaitNoConnection();
    }

    @Test
    void anotherDatabaseIsLeftToOtherStores() {
        assertThat(provider.open("jdbc:sqlite::memory:")).isEmpty();
        assertThat(provider.openReadOnly("memory.db")).isEmpty();
    }

    @Test
    void aDataSourceHasTheDefaultSchema() {
        DataSource source = TestServer.source();

        try (MemoryStore store = provider.open(source).orElseThrow();
                MemoryStore reader = provider.openReadOnly(source).orElseThrow()) {
            store.blobs().put(schema, "key", new byte[] {1});
            assertThat(reader.blobs().get(schema, "key")).contains(new byte[] {1});
            store.blobs().remove(schema);
        }
    }

    @Test
    void aDataSourceWithoutAConnectionIsNamed() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/memory");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> provider.open(nowhere))
                .withMessageContaining("gives no connection")
                .withCauseInstanceOf(SQLException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"'', 30000", "&socketTimeout=7, 7000"})
    void aServerThatDoesNotAnswerIsGivenUpAfterSomeTime(String parameter, int millis) {
        Sockets.TIMEOUTS.clear();
        String url = TestServer.with(TestServer.url(schema), "socketFactory=" + Sockets.class.getName() + parameter);

        provider.open(url).orElseThrow().close();

        assertThat(Sockets.TIMEOUTS).contains(millis);
    }

    /** Sockets for the driver that note their timeouts. */
    public static final class Sockets extends TripCounter {

        static final Set<Integer> TIMEOUTS = ConcurrentHashMap.newKeySet();

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public synchronized void setSoTimeout(int timeout) throws SocketException {
                    TIMEOUTS.add(timeout);
                    super.setSoTimeout(timeout);
                }
            };
        }
    }
}

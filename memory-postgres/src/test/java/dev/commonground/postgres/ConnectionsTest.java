package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.onLane;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.TransactionState;

/** The settings of the pool and the driver, which belong to the caller, do not change any result. */
@Timeout(60)
class ConnectionsTest {

    final String schema = TestServer.newSchema();

    HikariDataSource pool(String parameter, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.with(TestServer.url(), parameter));
        config.setAutoCommit(autoCommit);
        return new HikariDataSource(config);
    }

    @ParameterizedTest(name = "{0}, commits by itself: {1}")
    @CsvSource({
        "binaryTransfer=true, true",
        "binaryTransfer=true, false",
        "binaryTransfer=false, true",
        "prepareThreshold=1, true",
        "prepareThreshold=0, false",
        "preferQueryMode=extendedForPrepared, true",
        "defaultRowFetchSize=2, false"
    })
    void worksWithEverySettingOfTheDriverAndThePool(String parameter, boolean autoCommit) throws Exception {
        Semaphore hints = new Semaphore(0);
        try (HikariDataSource pool = pool(parameter, autoCommit);
                MemoryStore store = PostgresStore.builder(pool).schema(schema).open();
                MemoryStore other = PostgresStore.builder(TestServer.source())
                        .schema(schema)
                        .open();
                MemoryStore.Watch watch = other.watch(hints::release)) {
            ScopeRecord scope = store.open("local", List.of(Scope.task("a"))).get(0);

            Entry.Assert first = says(scope, "first");
            store.commit(direct(scope, first));
            StatementVector vector = new StatementVector(first.id(), "", "m", new float[] {0.6f, -0.8f});
            store.keepVectors(scope.id(), 1, List.of(vector));
            store.commit(Commit.of(List.of(
                    onLane(scope, Map.of(), new Commit.TipMove("r", null, new TreeMap<>()), says(scope, "second")))));
            store.commit(direct(scope, says(scope, "third")));

            for (MemoryStore reader : List.of(store, other)) {
                assertThat(TroubleTest.texts(
                                reader.readBeyond(scope.id(), 0, "m").entries()))
                        .containsExactly("first", "second", "third");
                assertThat(reader.readBeyond(scope.id(), 0, "m").vectors())
                        .usingRecursiveFieldByFieldElementComparator()
                        .containsExactly(vector);
            }
            hints.acquire();
            assertThat(watch).isNotNull();
            assertThat(store.delete("local", Scope.task("a"))).isTrue();
            assertThat(other.find("local", Scope.task("a"))).isEmpty();
        }
        assertThat(TestServer.problems(schema)).isEmpty();
    }

    @ParameterizedTest(name = "commits by itself: {0}")
    @ValueSource(booleans = {true, false})
    void aConnectionIsGivenBackAsItWasTaken(boolean autoCommit) throws Exception {
        new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow().close();
        try (ReturnedConnections connections = new ReturnedConnections(TestServer.url(), autoCommit);
                MemoryStore store = PostgresStore.builder(connections.source())
                        .schema(schema)
                        .open()) {
            ScopeRecord scope = store.open("local", List.of(Scope.task("a"))).get(0);
            store.keepVectors(scope.id(), 0, List.of());
            store.archive("local", new Scope.Task("a"), true);
            assertThat(store.verify("local").isIntact()).isTrue();

            assertThat(connections.settings)
                    .containsExactly(new ReturnedConnections.Settings(
                            TransactionState.IDLE, autoCommit, 0, Connection.TRANSACTION_READ_COMMITTED));
        }
    }
}

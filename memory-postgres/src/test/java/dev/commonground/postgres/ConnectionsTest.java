package dev.commonground.postgres;

import static dev.commonground.log.MemoryStoreContract.direct;
import static dev.commonground.log.MemoryStoreContract.onLane;
import static dev.commonground.log.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools and drivers are set up by their owners, in every way there is: the answers are the same. */
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
    void everySettingOfTheDriverAndThePoolWillDo(String parameter, boolean autoCommit) throws Exception {
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
            assertThat(hints.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            assertThat(watch).isNotNull();
            assertThat(store.delete("local", Scope.task("a"))).isTrue();
            assertThat(other.find("local", Scope.task("a"))).isEmpty();
        }
        assertThat(TestServer.problems(schema)).isEmpty();
    }
}

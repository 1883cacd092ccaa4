package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Kills the primary with {@code kill -9} during writes and promotes its synchronous standby. {@code .ci/failover} starts both
 * servers and runs this test.
 */
@EnabledIfSystemProperty(
        named = "commonground.postgres.failover",
        matches = ".+",
        disabledReason = ".ci/failover brings the two servers that this needs")
@Timeout(120)
class FailoverTest {

    static final int EACH = 1_000;

    @Test
    void noAcknowledgedCommitIsLost(TestReporter reporter) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.url());
        config.setMaximumPoolSize(TroubleTest.WRITERS);
        config.setConnectionTimeout(2_000);
        String schema = TestServer.newSchema();
        try (HikariDataSource pool = new HikariDataSource(config);
                PostgresStore store = PostgresStore.builder(pool)
                        .schema(schema)
                        .patience(Duration.ofSeconds(60))
                        .open()) {
            ScopeRecord scope = store.open("local", List.of(Scope.task("a"))).get(0);
            ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
            CountDownLatch busy = new CountDownLatch(TroubleTest.WRITERS * EACH / 3);
            var outside = Executors.newSingleThreadExecutor();
            Future<Integer> failover = outside.submit(() -> {
                busy.await();
                return new ProcessBuilder("bash", "-c", System.getProperty("commonground.postgres.failover"))
                        .inheritIO()
                        .start()
                        .waitFor();
            });

            TroubleTest.write(EACH, (writer, i) -> {
                String text = writer + " says " + i;
                store.commit(direct(scope, says(scope, text)));
                acknowledged.add(text);
                busy.countDown();
            });

            assertThat(failover.get()).isZero();
            outside.shutdown();
            assertThat(TroubleTest.texts(store.readBeyond(scope.id(), 0, "").entries()))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            reporter.publishEntry("%d acknowledged, none lost".formatted(acknowledged.size()));
        }
    }
}

package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest implements MemoryStoreContract {

    final List<MemoryStore> opened = new ArrayList<>();
    String schema = TestServer.newSchema();

    @Override
    public MemoryStore newStore() {
        schema = TestServer.newSchema();
        return sameStoreAgain();
    }

    @Override
    public MemoryStore sameStoreAgain() {
        MemoryStore store =
                new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow();
        opened.add(store);
        return store;
    }

    @Test
    void isBackedUpByItsServer() {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> newStore().backupTo(Path.of("copy.db")))
                .withMessageContaining("back up its schema with pg_dump");
    }

    @Test
    void isBehindANetworkAndTellsWhoWaitsForAConnection() throws Exception {
        newStore().close();
        try (PostgresStore unpooled =
                PostgresStore.builder(TestServer.source()).schema(schema).open()) {
            assertThat(unpooled.remote()).isTrue();
            assertThat(unpooled.queuedWrites()).isZero();
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.url());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                PostgresStore store = PostgresStore.builder(pool).schema(schema).open()) {
            assertThat(store.queuedWrites()).isZero();
            CompletableFuture<Optional<ScopeRecord>> waiting;
            try (Connection held = pool.getConnection()) {
                waiting = CompletableFuture.supplyAsync(() -> store.find("local", Scope.task("a")));
                long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (store.queuedWrites() == 0 && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                assertThat(store.queuedWrites()).isEqualTo(1);
                assertThat(held).isNotNull();
            }
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void endsItsThreadsWhenItIsClosed() throws Exception {
        MemoryStore store = newStore();
        Set<Thread> others = threads();
        ScopeRecord scope = store.open("local", List.of(Scope.task("a"))).get(0);
        MemoryStore.Watch watch = store.watch(() -> {});
        store.commit(direct(scope, says(scope, "something new")));
        Set<Thread> own = threads();
        own.removeAll(others);

        store.close();

        assertThat(watch).isNotNull();
        assertThat(own).hasSize(2).allMatch(Thread::isDaemon);
        for (Thread thread : own) {
            thread.join(20_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.find("local", Scope.task("a")))
                .withMessageContaining("is closed");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("commonground-postgres-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }
}

package dev.commonground.postgres;

import static dev.commonground.log.MemoryStoreContract.direct;
import static dev.commonground.log.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {

    final String schema = TestServer.newSchema();

    PostgresStore open(DataSource source) {
        return PostgresStore.builder(source).schema(schema).open();
    }

    static void commit(MemoryStore store) {
        ScopeRecord scope = store.open("local", List.of(Scope.task("a"))).get(0);
        store.commit(direct(scope, says(scope, "something new")));
    }

    static void await(Semaphore hints) throws InterruptedException {
        assertThat(hints.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    static String listeners() throws Exception {
        return TestServer.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
    }

    @Test
    void aCommitOfAnotherProcessIsNoticedFarSoonerThanByLooking() throws Exception {
        Semaphore hints = new Semaphore(0);
        try (PostgresStore store = open(TestServer.source());
                PostgresStore other = open(TestServer.source());
                MemoryStore.Watch watch = store.watch(hints::release)) {
            assertThat(watch).isNotNull();
            await(hints);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                hints.drainPermits();
                long start = System.nanoTime();
                commit(other);
                await(hints);
                best = Math.min(best, System.nanoTime() - start);
            }

            assertThat(TimeUnit.NANOSECONDS.toMillis(best)).isLessThan(200);
        }
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewAndNothingIsMissed() throws Exception {
        Semaphore hints = new Semaphore(0);
        try (PostgresStore store = open(TestServer.source());
                MemoryStore.Watch watch = store.watch(hints::release)) {
            assertThat(watch).isNotNull();
            await(hints);
            TestServer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
            hints.drainPermits();

            commit(store);

            await(hints);
            while (listeners().equals("0")) {
                await(hints);
            }
        }
    }

    @Test
    void whereNobodyCanListenCommitsAreNoticedByLooking() throws Exception {
        Semaphore hints = new Semaphore(0);
        try (PostgresStore store = open(deaf(TestServer.source()));
                MemoryStore.Watch watch = store.watch(hints::release)) {
            await(hints);
            commit(store);
            hints.drainPermits();

            await(hints);
            assertThat(watch).isNotNull();
        }
    }

    /** Returns a source whose connections hide the driver, as some pools do. */
    private static DataSource deaf(DataSource source) {
        return proxy(DataSource.class, source, false);
    }

    private static <T> T proxy(Class<T> type, Object target, boolean connection) {
        return type.cast(Proxy.newProxyInstance(
                WatchTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (connection && method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof Connection ? proxy(Connection.class, result, true) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

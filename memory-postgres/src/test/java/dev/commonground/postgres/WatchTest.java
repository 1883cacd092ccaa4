package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

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
        hints.acquire();
    }

    static String listeners() throws Exception {
        return TestServer.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
    }

    @Test
    void aCommitOfAnotherProcessIsDetectedWithoutPolling() throws Exception {
        Semaphore hints = new Semaphore(0);
        Semaphore notifications = new Semaphore(0);
        try (PostgresStore store = open(counting(TestServer.source(TestServer.url()), notifications));
                PostgresStore other = open(TestServer.source(TestServer.url()));
                MemoryStore.Watch watch = store.watch(hints::release)) {
            assertThat(watch).isNotNull();
            await(hints);

            commit(other);

            await(notifications);
            hints.drainPermits();
            await(hints);
        }
    }

    @Test
    void aBrokenConnectionIsReplacedAndNoCommitIsMissed() throws Exception {
        Semaphore hints = new Semaphore(0);
        try (PostgresStore store = open(TestServer.source(TestServer.url()));
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
    void withoutNotificationsCommitsAreDetectedByPolling() throws Exception {
        Semaphore hints = new Semaphore(0);
        try (PostgresStore store = open(deaf(TestServer.source(TestServer.url())));
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
        return JdbcProxy.changing(DataSource.class, source, (method, result) -> switch (method) {
            case "getConnection" ->
                JdbcProxy.changing(
                        Connection.class,
                        (Connection) requireNonNull(result),
                        (call, answer) -> call.equals("isWrapperFor") ? false : answer);
            default -> result;
        });
    }

    /** Returns a source that counts the answers with notifications. */
    private static DataSource counting(DataSource source, Semaphore notifications) {
        return JdbcProxy.changing(DataSource.class, source, (method, result) -> switch (method) {
            case "getConnection" ->
                JdbcProxy.changing(
                        Connection.class,
                        (Connection) requireNonNull(result),
                        (call, answer) -> call.equals("unwrap")
                                ? counting((PGConnection) requireNonNull(answer), notifications)
                                : answer);
            default -> result;
        });
    }

    private static PGConnection counting(PGConnection connection, Semaphore notifications) {
        return JdbcProxy.changing(PGConnection.class, connection, (method, result) -> {
            if (result instanceof PGNotification[] received && received.length > 0) {
                notifications.release();
            }
            return result;
        });
    }
}

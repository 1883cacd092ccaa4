package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.store.MemoryStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The connection of a watcher, while somebody subscribes and afterwards. */
@Timeout(60)
class PostgresWatcherTest {

    static final String CHANNEL = "watcher_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);

    final Semaphore hints = new Semaphore(0);
    final Semaphore others = new Semaphore(0);

    static PostgresWatcher watcher(DataSource source) {
        return new PostgresWatcher(source, CHANNEL);
    }

    /** Returns a pool of one connection, which a watcher needs for itself. */
    static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.url());
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private static int channels(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_listening_channels()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void theConnectionIsGivenBackAfterTheLastSubscription() throws Exception {
        try (HikariDataSource pool = pool()) {
            PostgresWatcher watcher = watcher(pool);
            MemoryStore.Watch first = watcher.add(hints::release);
            MemoryStore.Watch second = watcher.add(others::release);
            hints.acquire();
            others.acquire();

            first.close();
            others.drainPermits();
            others.acquire(2);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);

            second.close();
            try (Connection free = pool.getConnection()) {
                assertThat(channels(free)).isZero();
            }
            hints.drainPermits();
            try (MemoryStore.Watch third = watcher.add(hints::release)) {
                hints.acquire();
                assertThat(third).isNotNull();
            }
        }
    }

    /** Returns a connection that does not commit by itself, and releases {@code notified} for each notification. */
    private static Connection noting(Semaphore notified) throws SQLException {
        Connection connection = TestServer.source().getConnection();
        connection.setAutoCommit(false);
        PGConnection driver = JdbcProxy.of(
                PGConnection.class, connection.unwrap(PGConnection.class), (method, arguments, original) -> {
                    Object answer = original.proceed();
                    if (answer instanceof PGNotification[] received) {
                        notified.release(received.length);
                    }
                    return answer;
                });
        return JdbcProxy.of(
                Connection.class,
                connection,
                (method, arguments, original) -> method.equals("unwrap") ? driver : original.proceed());
    }

    @Test
    void notificationsReachAConnectionThatDoesNotCommitByItself() throws Exception {
        Semaphore notified = new Semaphore(0);
        try (MemoryStore.Watch watch =
                watcher(JdbcProxy.source(() -> noting(notified))).add(hints::release)) {
            hints.acquire();
            TestServer.execute("NOTIFY " + CHANNEL);

            assertThat(notified.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void aConnectionThatDoesNotCommitByItselfIsGivenBackAsItWas() throws Exception {
        try (ReturnedConnections connections = new ReturnedConnections(TestServer.url(), false)) {
            MemoryStore.Watch watch = watcher(connections.source()).add(hints::release);
            hints.acquire();
            watch.close();

            while (connections.settings.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(connections.settings)
                    .extracting(ReturnedConnections.Settings::autoCommit)
                    .containsExactly(false);
        }
    }

    /** A hint, and how many connections had been asked for by then. */
    private record Hint(long nanos, int asked) {}

    /** Counts the connections that a watcher asks for, and keeps its hints. */
    private static final class Asked {
        private final AtomicInteger count = new AtomicInteger();
        private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();

        MemoryStore.Watch watch(JdbcProxy.Connections connections) {
            DataSource counted = JdbcProxy.source(() -> {
                count.incrementAndGet();
                return connections.next();
            });
            return watcher(counted).add(() -> hints.add(new Hint(System.nanoTime(), count.get())));
        }

        /** Expects two hints, and so many connections until the second one. */
        void expect(int connections) throws InterruptedException {
            Hint first = hints.take();
            Hint second = hints.take();
            assertThat(first.asked).isEqualTo(1);
            assertThat(second.asked).isEqualTo(connections);
            assertThat(second.nanos - first.nanos).isGreaterThan(400_000_000);
        }
    }

    /** A connection whose server answers LISTEN with an error. */
    private static Connection refusing(String state) throws SQLException {
        return JdbcProxy.of(
                Connection.class,
                TestServer.source().getConnection(),
                (method, arguments, original) -> method.equals("createStatement") ? refuse(state) : original.proceed());
    }

    private static Statement refuse(String state) throws SQLException {
        throw new SQLException("by the test", state);
    }

    @Test
    void hintsComeTwiceASecondWithoutAServerOrItsNotifications() throws Exception {
        Asked away = new Asked();
        Asked standby = new Asked();
        Asked another = new Asked();
        Asked stopping = new Asked();
        try (MemoryStore.Watch first = away.watch(() -> {
                    throw new SQLException("away", "08001");
                });
                MemoryStore.Watch second = standby.watch(() -> refusing("25006"));
                MemoryStore.Watch third = another.watch(() -> refusing("0A000"));
                MemoryStore.Watch fourth = stopping.watch(() -> stopping.count.get() == 1
                        ? refusing("57P01")
                        : TestServer.source().getConnection())) {
            away.expect(2);
            standby.expect(1);
            another.expect(1);
            stopping.expect(2);
            assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
        }
    }
}

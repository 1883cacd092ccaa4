package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watcher notices what other connections commit, and nothing else. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteWatcherTest {

    /** Several times the interval of the watcher. */
    static final int LONG_ENOUGH_MILLIS = 70;

    @TempDir
    Path folder;

    final List<Connection> connections = Collections.synchronizedList(new ArrayList<>());
    final Semaphore hints = new Semaphore(0);
    Path file;
    SqliteWatcher watcher;

    @BeforeEach
    void open() throws SQLException {
        file = folder.resolve("memory.db");
        watcher = new SqliteWatcher(SqliteFile.prepare(file, List.of(), connection -> {
            connections.add(connection);
            return connection;
        }));
        connections.clear();
        write("CREATE TABLE note (text TEXT)");
    }

    @AfterEach
    void close() {
        watcher.close();
    }

    void write(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void note() throws SQLException {
        write("INSERT INTO note VALUES ('new')");
    }

    void awaitHint() throws InterruptedException {
        assertThat(hints.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    void awaitNoHint() throws InterruptedException {
        assertThat(hints.tryAcquire(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void everyCommitIsHintedAtOnceAndSilenceIsNot() throws Exception {
        try (MemoryStore.Watch watch = watcher.add(hints::release)) {
            awaitHint();
            awaitNoHint();
            for (int i = 0; i < 3; i++) {
                note();
                awaitHint();
            }
            assertThat(connections).hasSize(1);
            assertThat(watch).isNotNull();
        }
        note();
        awaitNoHint();
    }

    @Test
    void oneOfTwoWatchesCanEndAndTheLastOneClosesTheConnection() throws Exception {
        Semaphore others = new Semaphore(0);
        MemoryStore.Watch first = watcher.add(others::release);
        MemoryStore.Watch second = watcher.add(hints::release);
        note();
        awaitHint();

        first.close();
        others.drainPermits();
        note();
        awaitHint();
        assertThat(others.tryAcquire()).isFalse();
        assertThat(connections.get(0).isClosed()).isFalse();

        second.close();
        assertThat(connections).allMatch(SqliteWatcherTest::isClosed);
    }

    static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWatchThatBeginsAfterTheLastOneEndedHearsAgain() throws Exception {
        watcher.add(hints::release).close();
        hints.drainPermits();

        try (MemoryStore.Watch again = watcher.add(hints::release)) {
            awaitHint();
            note();
            awaitHint();
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aBrokenConnectionIsReplaced() throws Exception {
        try (MemoryStore.Watch watch = watcher.add(hints::release)) {
            awaitHint();
            connections.get(0).close();

            awaitHint();
            note();
            awaitHint();
            assertThat(connections).hasSize(2);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void closingEndsTheThread() throws Exception {
        AtomicBoolean daemon = new AtomicBoolean();
        List<Thread> watching = Collections.synchronizedList(new ArrayList<>());
        watcher.add(() -> {
            watching.add(Thread.currentThread());
            daemon.set(Thread.currentThread().isDaemon());
            hints.release();
        });
        awaitHint();

        watcher.close();

        watching.get(0).join(20_000);
        assertThat(watching.get(0).isAlive()).isFalse();
        assertThat(watching.get(0).getName()).isEqualTo("commonground-sqlite-watcher");
        assertThat(daemon).isTrue();
        assertThat(connections).allMatch(SqliteWatcherTest::isClosed);
    }
}

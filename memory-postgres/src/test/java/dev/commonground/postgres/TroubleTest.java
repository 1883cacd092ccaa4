package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.onLane;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.Proofs;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken connections, unreachable servers and exhausted pools: no commit is lost or stored twice, and no call hangs. */
@Timeout(120)
@Tag("repeated")
class TroubleTest {

    static final int WRITERS = 4;

    @TempDir
    Path folder;

    final List<AutoCloseable> opened = new ArrayList<>();
    final String schema = TestServer.newSchema();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    <T extends AutoCloseable> T closing(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    HikariDataSource pool(String url, int size, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(timeout.toMillis());
        config.setInitializationFailTimeout(-1);
        return closing(new HikariDataSource(config));
    }

    PostgresStore store(HikariDataSource pool, Duration patience) {
        PostgresStore.builder(TestServer.source(pool.getJdbcUrl()))
                .schema(schema)
                .open()
                .close();
        return closing(
                PostgresStore.builder(pool).schema(schema).patience(patience).open());
    }

    static ScopeRecord task(MemoryStore store) {
        return store.open("local", List.of(Scope.task("a"))).get(0);
    }

    /** Commits in both ways: by one statement, and on a lane with a tip. */
    static Commit commit(ScopeRecord scope, String text, boolean lane) {
        return lane
                ? Commit.of(List.of(
                        onLane(scope, Map.of(), new Commit.TipMove("r", null, new TreeMap<>()), says(scope, text))))
                : direct(scope, says(scope, text));
    }

    @ParameterizedTest(name = "on a lane: {0}")
    @ValueSource(booleans = {false, true})
    void aCommitWhoseAnswerIsLostIsAnsweredAndStoredOnce(boolean lane) throws Exception {
        CuttingProxy proxy = closing(new CuttingProxy(TestServer.url()));
        MemoryStore store =
                store(pool(proxy.through(TestServer.url()), 2, Duration.ofSeconds(5)), Duration.ofSeconds(20));
        ScopeRecord scope = task(store);
        store.commit(commit(scope, "before", lane));
        long before = store.readBeyond(scope.id(), 0, "").entries().size();

        proxy.loseNextAnswer();
        Commit.Receipt receipt = store.commit(commit(scope, "lost answer", lane));

        assertThat(proxy.hasLost()).isTrue();
        List<Entry> added = store.readBeyond(scope.id(), before, "").entries();
        assertThat(added)
                .filteredOn(entry -> entry.action() instanceof Entry.Assert)
                .hasSize(1);
        assertThat(receipt.scopes().get(scope.id()))
                .extracting(Commit.Appended::position)
                .isEqualTo(before + added.size());
    }

    @Test
    void brokenConnectionsLoseNoCommitAndStoreNoneTwice() throws Exception {
        CuttingProxy proxy = closing(new CuttingProxy(TestServer.url()));
        MemoryStore store =
                store(pool(proxy.through(TestServer.url()), WRITERS, Duration.ofSeconds(5)), Duration.ofSeconds(30));
        ScopeRecord scope = task(store);
        int each = Proofs.times(20, 40);
        AtomicInteger commits = new AtomicInteger();

        write(each, (writer, i) -> {
            int before = commits.getAndIncrement();
            if (before % 14 == 0) {
                proxy.cut();
            } else if (before % 7 == 0) {
                proxy.loseNextAnswer();
            }
            store.commit(commit(scope, writer + " says " + i, i % 2 == 0));
        });

        List<Entry> entries = store(pool(TestServer.url(), 1, Duration.ofSeconds(5)), Duration.ofSeconds(20))
                .readBeyond(scope.id(), 0, "")
                .entries();
        assertThat(entries)
                .extracting(Entry::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, entries.size()).boxed().toList());
        assertThat(texts(entries)).hasSize(WRITERS * each).doesNotHaveDuplicates();
        assertThat(TestServer.problems(schema)).isEmpty();
    }

    static List<String> texts(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.action() instanceof Entry.Assert)
                .map(entry -> ((Entry.Assert) entry.action()).statement().text())
                .toList();
    }

    /** A write of a number. */
    interface Write {
        void write(int writer, int i);
    }

    static void write(int each, Write write) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            writers.add(() -> {
                for (int i = 0; i < each; i++) {
                    write.write(writer, i);
                }
                return true;
            });
        }
        for (Future<Boolean> writer : threads.invokeAll(writers)) {
            assertThat(writer.get()).isTrue();
        }
        threads.shutdown();
    }

    @Test
    void aServerThatCrashesDuringACommitKeepsAcknowledgedCommits() throws Exception {
        OwnServer server = closing(new OwnServer(folder));
        MemoryStore store = store(pool(server.url(), WRITERS, Duration.ofSeconds(2)), Duration.ofSeconds(60));
        ScopeRecord scope = task(store);
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        int each = Proofs.times(50, 150);
        CountDownLatch busy = new CountDownLatch(WRITERS * each / 3);
        ExecutorService outside = Executors.newSingleThreadExecutor();
        Future<Boolean> crash = outside.submit(() -> {
            busy.await();
            server.crash();
            server.startAgain();
            return true;
        });

        write(each, (writer, i) -> {
            String text = writer + " says " + i;
            store.commit(commit(scope, text, i % 3 == 0));
            acknowledged.add(text);
            busy.countDown();
        });

        assertThat(crash.get()).isTrue();
        outside.shutdown();
        List<Entry> entries = store.readBeyond(scope.id(), 0, "").entries();
        assertThat(texts(entries)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    @Tag("proofs")
    @Test
    void anUnreachableServerIsAnErrorAfterTheRetryTimeAndNeedsNoRestart() throws Exception {
        useAServerThatIsAwayFor(2);
    }

    @Test
    @Tag("proofs")
    void aServerThatIsUnreachableForHalfAMinuteNeedsNoRestart() throws Exception {
        useAServerThatIsAwayFor(15);
    }

    private void useAServerThatIsAwayFor(int failedCalls) throws Exception {
        OwnServer server = closing(new OwnServer(folder));
        HikariDataSource pool = pool(server.url(), 2, Duration.ofSeconds(1));
        MemoryStore store = store(pool, Duration.ofSeconds(2));
        MemoryStore patient = store(pool(server.url(), 1, Duration.ofSeconds(1)), Duration.ofSeconds(90));
        ScopeRecord scope = task(store);
        store.commit(commit(scope, "before", false));
        ExecutorService outside = Executors.newSingleThreadExecutor();

        server.crash();
        Future<Commit.Receipt> waiting = outside.submit(() -> patient.commit(commit(scope, "waited", true)));
        for (int errors = 0; errors < failedCalls; errors++) {
            boolean write = errors % 2 == 0;
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> use(store, scope, write))
                    .withMessageContaining("could not be reached for 2 seconds")
                    .withMessageContaining("a restart is not necessary");
        }
        server.startAgain();

        assertThat(waiting.get().accepted()).isTrue();
        commitOncePossible(store, commit(scope, "after", false));
        outside.shutdown();
        assertThat(texts(store.readBeyond(scope.id(), 0, "").entries()))
                .containsExactlyInAnyOrder("before", "after", "waited");
    }

    /** A server that has just started may take longer than the store's retry time for its first connections. */
    private static void commitOncePossible(MemoryStore store, Commit commit) {
        for (int left = 10; ; left--) {
            try {
                store.commit(commit);
                return;
            } catch (MemoryStoreException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    static void use(MemoryStore store, ScopeRecord scope, boolean write) {
        if (write) {
            store.commit(commit(scope, "away", false));
        } else {
            store.readBeyond(scope.id(), 0, "");
        }
    }

    @Test
    void anExhaustedPoolIsNamedInTheMessage() throws Exception {
        HikariDataSource pool = pool(TestServer.url(), 1, Duration.ofMillis(300));
        MemoryStore store = store(pool, Duration.ofSeconds(1));
        ScopeRecord scope = task(store);

        try (Connection kept = pool.getConnection()) {
            assertThat(kept.isValid(1)).isTrue();
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> store.commit(commit(scope, "x", false)))
                    .withMessageContaining("all connections of the pool are in use")
                    .withMessageContaining("enlarge the pool");
        }
        store.commit(commit(scope, "y", false));
        assertThat(texts(store.readBeyond(scope.id(), 0, "").entries())).containsExactly("y");
    }

    @Test
    void aClosedStoreThrows() {
        PostgresStore store = store(pool(TestServer.url(), 1, Duration.ofSeconds(5)), Duration.ofSeconds(1));
        store.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> task(store))
                .withMessageContaining("is closed");
    }
}

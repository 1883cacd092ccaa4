package dev.commonground.internal.sqlite;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest implements MemoryStoreContract {

    @TempDir
    Path folder;

    final List<MemoryStore> opened = new ArrayList<>();
    int stores;

    @Override
    public MemoryStore newStore() {
        stores++;
        return sameStoreAgain();
    }

    @Override
    public MemoryStore sameStoreAgain() {
        return open(List.of());
    }

    SqliteStore open(List<String> pragmas) {
        SqliteStore store = SqliteStore.open(file(), pragmas, UnaryOperator.identity());
        opened.add(store);
        return store;
    }

    Path file() {
        return folder.resolve("new/memory-%d.db".formatted(stores));
    }

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }

    void storeOneEntry() {
        try (SqliteStore store = SqliteStore.open(file())) {
            ScopeRecord scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
            store.commit(direct(scope, says(scope, "kept")));
        }
    }

    int entries(MemoryStore store) {
        ScopeRecord scope = store.find(OWNER, Scope.task("a")).orElseThrow();
        return store.readBeyond(scope.id(), 0, "").entries().size();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theIndexOfTheCommitsFollowsTheLog() throws SQLException {
        SqliteStore store = open(List.of());
        ScopeRecord scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
        for (int i = 0; i < 100; i++) {
            store.commit(direct(scope, says(scope, "one " + i), says(scope, "two " + i)));
        }

        assertThat(new Integrity(file()).problems()).isEmpty();
    }

    @Test
    void rejectsAFileThatIsNoDatabase() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "Dear diary, ".repeat(200));

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(List.of()))
                .withMessageContaining(file().toString())
                .withMessageContaining("pass another path or restore a backup");
        assertThat(Files.readString(file())).startsWith("Dear diary");
    }

    @Test
    void rejectsADatabaseOfAnotherApplication() throws Exception {
        Files.createDirectories(file().getParent());
        execute("CREATE TABLE diary (day TEXT)");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(List.of()))
                .withMessageContaining("is a database, but not a memory");
    }

    @Test
    void rejectsANewerVersionAndDoesNotChangeIt() throws Exception {
        storeOneEntry();
        execute("PRAGMA user_version = 99");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(List.of()))
                .withMessageContaining("has schema version 99")
                .withMessageContaining("use the newer library");

        execute("PRAGMA user_version = 12");
        assertThat(entries(open(List.of()))).isEqualTo(1);
    }

    @Test
    void reportsADamagedFile() throws Exception {
        storeOneEntry();
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            for (long page = 1; page < bytes.length() / 4096; page++) {
                bytes.seek(page * 4096);
                bytes.write(new byte[64]);
            }
        }

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> entries(open(List.of())))
                .withMessageContaining("is damaged: restore a backup");
    }

    @Test
    void rejectsAFolder() throws IOException {
        Files.createDirectories(file());

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(List.of()))
                .withMessageContaining("is a folder")
                .withMessageContaining("memory.db");
    }

    @Test
    void rejectsAFolderThatCannotBeCreated() throws IOException {
        Files.writeString(folder.resolve("new"), "a file where the folder should be");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> open(List.of()))
                .withMessageContaining("could not be created");
    }

    @Test
    void reportsAReadOnlyFileAndStillReadsIt() {
        storeOneEntry();
        SqliteStore store = open(List.of("query_only = ON"));
        ScopeRecord scope = store.find(OWNER, Scope.task("a")).orElseThrow();

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> store.commit(direct(scope, says(scope, "secret"))))
                .withMessageContaining("is not writable: make the file and its folder writable")
                .withMessageNotContaining("secret");
        assertThat(entries(store)).isEqualTo(1);
    }

    @Test
    void reportsAFullDiskAndKeepsStoredCommits() {
        storeOneEntry();
        SqliteStore store = open(List.of("max_page_count = 30"));
        ScopeRecord scope = store.find(OWNER, Scope.task("a")).orElseThrow();

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        store.commit(direct(scope, says(scope, i + "x".repeat(7_000))));
                    }
                })
                .withMessageContaining("no room left")
                .withMessageContaining("free some space and try again");

        int stored = entries(store);
        assertThat(stored).isGreaterThan(1);
        SqliteStore roomy = open(List.of());
        assertThat(entries(roomy)).isEqualTo(stored);
        roomy.commit(direct(scope, says(scope, "after")));
        assertThat(entries(roomy)).isEqualTo(stored + 1);
    }

    @Test
    void aFailingWriteDoesNotAffectTheOthersOfItsGroup() throws Exception {
        SqliteStore store = (SqliteStore) newStore();
        ScopeRecord scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
        ScopeRecord lost = new ScopeRecord("t-lost", scope.scope(), scope.identity());
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 40; i++) {
            ScopeRecord target = i % 4 == 0 ? lost : scope;
            String text = "text " + i;
            Thread thread = new Thread(() -> store.commit(direct(target, says(scope, text))));
            thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).hasSize(10).allSatisfy(e -> assertThat(e).isInstanceOf(MemoryStoreException.class));
        assertThat(entries(store)).isEqualTo(30);
    }

    /** A commit is announced before the next one is written, so the next one is in the queue. */
    @Test
    void writesInTheQueueAreCounted() throws Exception {
        SqliteStore store = open(List.of());
        ScopeRecord scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
        ExecutorService other = Executors.newSingleThreadExecutor();
        List<Future<?>> queued = new ArrayList<>();
        List<Integer> counted = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);

        store.commit(direct(scope, says(scope, "first")), receipt -> {
            counted.add(store.queuedWrites());
            queued.add(other.submit(() -> store.commit(direct(scope, says(scope, "second")))));
            while (store.queuedWrites() == 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            counted.add(store.queuedWrites());
        });

        queued.get(0).get(20, TimeUnit.SECONDS);
        other.shutdown();
        assertThat(counted).containsExactly(0, 1);
        assertThat(store.queuedWrites()).isZero();
        assertThat(entries(store)).isEqualTo(2);
    }

    @Test
    void knownScopesAreOpenedWithoutAWrite() {
        storeOneEntry();
        SqliteStore store = open(List.of("query_only = ON"));

        assertThat(store.open(OWNER, List.of(Scope.task("a"))))
                .extracting(ScopeRecord::id)
                .containsExactly(
                        store.find(OWNER, Scope.task("a")).orElseThrow().id());
    }

    @Test
    void closingTwiceHasNoEffect() {
        SqliteStore store = open(List.of());
        store.close();
        store.close();
        assertThat(Files.exists(file())).isTrue();
    }

    @Test
    void aNewFileIsCreatedOnceByConcurrentOpeners() throws Exception {
        int openers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(openers);
        try {
            for (int round = 0; round < 30; round++) {
                Path file = folder.resolve("fresh-%d.db".formatted(round));
                CyclicBarrier start = new CyclicBarrier(openers);
                List<Future<String>> opened = new ArrayList<>();
                for (int i = 0; i < openers; i++) {
                    opened.add(pool.submit(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        try (SqliteStore store = SqliteStore.open(file)) {
                            return store.open("local", List.of(Scope.task("a")))
                                    .get(0)
                                    .id();
                        }
                    }));
                }
                Set<String> ids = new HashSet<>();
                for (Future<String> one : opened) {
                    ids.add(one.get(30, TimeUnit.SECONDS));
                }
                assertThat(ids).hasSize(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}

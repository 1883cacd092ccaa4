package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.store.MemoryStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every removal is cleaned at last. The caller of a removal waits for that, but not for a reader. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileCleanerTest {

    static final Cleanup COMPLETE = Cleanup.of(List.of("memory.db", "memory.db-wal"));
    static final Cleanup READER =
            Cleanup.pending("a reader began before the removal: the file is cleaned when the reader has ended");
    static final Cleanup BROKEN = Cleanup.pending("the file could not be cleaned: see the log; it is tried again");

    @TempDir
    Path folder;

    final Set<Thread> before = Thread.getAllStackTraces().keySet();
    final Semaphore attempts = new Semaphore(0);
    final AtomicBoolean broken = new AtomicBoolean();
    SqliteFile file;
    FileCleaner cleaner;

    @BeforeEach
    void open() throws SQLException {
        file = SqliteFile.prepare(folder.resolve("memory.db"), List.of(), connection -> {
            attempts.release();
            if (broken.get()) {
                throw new MemoryStoreException("injected");
            }
            return connection;
        });
        cleaner = new FileCleaner(file);
        owe();
    }

    @AfterEach
    void close() {
        broken.set(false);
        cleaner.close();
    }

    void owe() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                StatementCache statements = new StatementCache(connection)) {
            CleaningDebt.owe(statements);
        }
    }

    boolean isOwed() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                StatementCache statements = new StatementCache(connection)) {
            return CleaningDebt.isOwed(statements);
        }
    }

    /** Begins a transaction that reads the content of before a new removal, and ends when the connection is closed. */
    Connection readerBeforeARemoval() throws SQLException {
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file.path());
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.executeQuery("SELECT count(*) FROM entry").close();
        }
        owe();
        return reader;
    }

    void awaitComplete() {
        while (!cleaner.state().isComplete()) {
            Thread.onSpinWait();
        }
    }

    /** Stores of other tests may have left threads behind. */
    Thread threadOfCleaner() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("commonground-sqlite-cleaner") && !before.contains(thread))
                .findAny()
                .orElseThrow();
    }

    @Test
    void theCallerOfARemovalWaitsUntilTheFileIsClean() throws SQLException {
        assertThat(cleaner.state()).isEqualTo(COMPLETE);

        cleaner.requestAndWait();

        assertThat(cleaner.state()).isEqualTo(COMPLETE);
        assertThat(isOwed()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aLaterRemovalWakesTheThread() throws SQLException {
        cleaner.requestAndWait();
        Thread thread = threadOfCleaner();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        owe();

        cleaner.requestAndWait();

        assertThat(cleaner.state()).isEqualTo(COMPLETE);
        assertThat(isOwed()).isFalse();
    }

    @Test
    void aRemovalIsCleanedSoonByADaemonThatEndsWithTheStore() throws Exception {
        try (Connection reader = readerBeforeARemoval()) {
            cleaner.request();
            assertThat(cleaner.state().isComplete()).isFalse();
            assertThat(reader.isClosed()).isFalse();
        }
        awaitComplete();
        assertThat(isOwed()).isFalse();
        Thread thread = threadOfCleaner();
        assertThat(thread.isDaemon()).isTrue();

        cleaner.close();

        assertThat(thread.isAlive()).isFalse();
    }

    /** A graph removes its checkpoints at the end of each run, and the next run would wait while the file is rewritten. */
    @Test
    void removalsThatNobodyWaitsForAreCleanedTogether() throws Exception {
        cleaner.close();
        cleaner = new FileCleaner(file, 1_000_000);
        cleaner.request();
        awaitComplete();
        attempts.drainPermits();
        owe();

        cleaner.request();
        cleaner.request();
        assertThat(attempts.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(cleaner.state().isComplete()).isFalse();
        cleaner.requestAndWait();

        assertThat(cleaner.state()).isEqualTo(COMPLETE);
        assertThat(isOwed()).isFalse();
        owe();
        cleaner.request();
        cleaner.close();
        assertThat(isOwed()).isFalse();
    }

    @Test
    void aReaderDelaysTheCleaningAndNotTheCaller() throws SQLException {
        try (Connection reader = readerBeforeARemoval()) {
            cleaner.requestAndWait();
            assertThat(cleaner.state()).isEqualTo(READER);
            cleaner.requestAndWait();
            assertThat(cleaner.state()).isEqualTo(READER);
            assertThat(isOwed()).isTrue();
            assertThat(reader.isClosed()).isFalse();
        }
        awaitComplete();
        assertThat(isOwed()).isFalse();
    }

    @Test
    void aCallerThatIsInterruptedContinuesAndStaysInterrupted() throws SQLException {
        try (Connection reader = readerBeforeARemoval()) {
            Thread.currentThread().interrupt();
            cleaner.requestAndWait();
            assertThat(Thread.interrupted()).isTrue();

            Thread.currentThread().interrupt();
            assertThat(cleaner.cleanNow()).isEqualTo(READER);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(reader.isClosed()).isFalse();
        }
    }

    @Test
    void anExplicitCleaningWaitsForAReaderThatEndsSoon() throws Exception {
        Connection reader = readerBeforeARemoval();
        CompletableFuture<Cleanup> cleaning = CompletableFuture.supplyAsync(cleaner::cleanNow);
        assertThatExceptionOfType(TimeoutException.class)
                .as("one attempt is shorter")
                .isThrownBy(() -> cleaning.get(150, TimeUnit.MILLISECONDS));

        reader.close();

        assertThat(cleaning.get(20, TimeUnit.SECONDS)).isEqualTo(COMPLETE);
        assertThat(isOwed()).isFalse();
    }

    @Test
    void aFailureIsReportedAndTheNextCleaningCanSucceed() throws SQLException {
        broken.set(true);
        assertThat(cleaner.cleanNow()).isEqualTo(BROKEN);
        cleaner.requestAndWait();
        assertThat(cleaner.state()).isEqualTo(BROKEN);
        assertThat(isOwed()).isTrue();

        broken.set(false);
        assertThat(cleaner.cleanNow()).isEqualTo(COMPLETE);
        assertThat(cleaner.state()).isEqualTo(COMPLETE);
        assertThat(isOwed()).isFalse();
    }

    /** A file that cannot be cleaned now can probably not be cleaned in the next second, and every failure is logged. */
    @Test
    void theThreadPausesAfterAFailure() throws InterruptedException {
        broken.set(true);
        attempts.drainPermits();

        cleaner.requestAndWait();
        cleaner.requestAndWait();

        assertThat(attempts.tryAcquire()).isTrue();
        assertThat(attempts.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** The thread waits for seconds after a failure, so the closing cleans. */
    @Test
    void closingTriesOnceMore() throws SQLException {
        broken.set(true);
        cleaner.requestAndWait();
        broken.set(false);
        Thread.currentThread().interrupt();

        cleaner.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(isOwed()).isFalse();
        assertThat(cleaner.state()).isEqualTo(COMPLETE);
    }

    /** A removal that was not announced is the concern of the process that made it. */
    @Test
    void closingLeavesAFileAloneFromWhichNothingWasRemoved() throws SQLException {
        cleaner.requestAndWait();
        owe();

        cleaner.close();

        assertThat(isOwed()).isTrue();
    }

    @Test
    void aRemovalAfterTheClosingIsLeftToTheNextProcess() throws SQLException {
        cleaner.close();

        cleaner.requestAndWait();

        assertThat(isOwed()).isTrue();
        assertThat(cleaner.state().isComplete()).isFalse();
    }
}

package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that want to write wait for the one that writes, and for the process that came before them. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WriteLockQueueTest {

    /** Long enough for a waiter to be asleep, whatever else runs. A test that waits this long cannot fail by it. */
    static final long MOMENT_MILLIS = 50;

    @TempDir
    Path folder;

    final ExecutorService threads = Executors.newCachedThreadPool();
    volatile Thread writer = Thread.currentThread();
    final List<AutoCloseable> opened = new ArrayList<>();
    Path file;
    Connection other;

    @BeforeEach
    void letAnotherConnectionWrite() throws SQLException {
        file = folder.resolve("memory.db");
        other = DriverManager.getConnection("jdbc:sqlite:" + file);
        opened.add(other);
        execute("PRAGMA journal_mode = WAL");
        execute("CREATE TABLE note (text TEXT)");
        execute("BEGIN IMMEDIATE");
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Begins and ends a transaction on another thread, which interrupts itself before if {@code interrupted}. */
    Future<Boolean> write(Duration patience, boolean interrupted) throws SQLException {
        return write(new WriteLockQueue(file, Duration.ZERO, patience), interrupted);
    }

    Future<Boolean> write(WriteLockQueue queue, boolean interrupted) throws SQLException {
        StatementCache statements = new StatementCache(DriverManager.getConnection("jdbc:sqlite:" + file));
        opened.add(statements);
        statements.pragma("busy_timeout = 0");
        opened.add(queue::close);
        CountDownLatch started = new CountDownLatch(1);
        Future<Boolean> write = threads.submit(() -> {
            writer = Thread.currentThread();
            started.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            queue.begin(statements);
            boolean kept = Thread.interrupted();
            statements.update("INSERT INTO note VALUES ('x')");
            statements.use("COMMIT", statement -> statement.execute());
            return kept;
        });
        await(started);
        return write;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void staysWaiting(Future<?> write) {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> write.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Waits until the last writer is in the queue. */
    void awaitQueued() throws InterruptedException {
        while (Arrays.stream(writer.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("awaitFirst"))) {
            Thread.sleep(1);
        }
    }

    /** Returns the input of a process that is the first in the queue until that input is closed. */
    AutoCloseable first() throws IOException {
        Process first = ChildProcess.start(FirstInQueue.class, file + "-wal");
        opened.add(first::destroyForcibly);
        BufferedReader output = first.inputReader();
        assertThat(output.readLine()).isEqualTo("true");
        return first.getOutputStream();
    }

    @Test
    void aWriterWaitsForTheTransactionOfAnotherConnection() throws Exception {
        Future<Boolean> write = write(Duration.ofSeconds(20), false);
        staysWaiting(write);

        execute("COMMIT");

        assertThat(write.get()).as("interrupted").isFalse();
    }

    @Test
    void aWriterThatQueuesLaterWaitsToo() throws Exception {
        Future<Boolean> write = write(new WriteLockQueue(file), false);
        staysWaiting(write);

        execute("COMMIT");

        assertThat(write.get()).as("interrupted").isFalse();
    }

    @Test
    void severalMemoriesOfOneProcessWaitBesideEachOther() throws Exception {
        List<Future<Boolean>> writes = List.of(
                write(Duration.ofSeconds(20), false),
                write(Duration.ofSeconds(20), false),
                write(Duration.ofSeconds(20), false));
        writes.forEach(WriteLockQueueTest::staysWaiting);

        execute("COMMIT");

        for (Future<Boolean> write : writes) {
            assertThat(write.get()).as("interrupted").isFalse();
        }
    }

    @Test
    void aWriterThatMustWaitLetsTheFirstProcessGoFirst() throws Exception {
        AutoCloseable first = first();
        Future<Boolean> write = write(Duration.ofSeconds(20), false);
        awaitQueued();

        execute("COMMIT");
        staysWaiting(write);
        first.close();

        assertThat(write.get()).as("interrupted").isFalse();
    }

    @Test
    void aFirstProcessThatNeverWritesIsPassed() throws Exception {
        AutoCloseable first = first();
        Future<Boolean> write = write(Duration.ofMillis(MOMENT_MILLIS), false);
        awaitQueued();
        staysWaiting(write);

        execute("COMMIT");

        assertThat(write.get()).as("interrupted").isFalse();
        first.close();
    }

    @Test
    void anInterruptionDoesNotEndTheWaitAndIsKept() throws Exception {
        AutoCloseable first = first();
        Future<Boolean> write = write(Duration.ofSeconds(20), false);
        awaitQueued();
        writer.interrupt();
        staysWaiting(write);

        execute("COMMIT");

        assertThat(write.get()).as("interrupted").isTrue();
        first.close();
    }

    @Test
    void anInterruptedThreadWaitsToo() throws Exception {
        Future<Boolean> write = write(Duration.ofSeconds(20), true);
        staysWaiting(write);

        execute("COMMIT");

        assertThat(write.get()).as("interrupted").isTrue();
    }

    @Test
    void aFailureThatIsNoWaitIsThrown() throws Exception {
        execute("COMMIT");
        StatementCache closed = new StatementCache(DriverManager.getConnection("jdbc:sqlite:" + file));
        closed.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> threads.submit(() -> {
                            new WriteLockQueue(file).begin(closed);
                            return true;
                        })
                        .get())
                .withCauseInstanceOf(SQLException.class);
    }
}

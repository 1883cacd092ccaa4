package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** Writes of several threads become one group. Each of them is stored or fails by itself. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteWriterTest {

    @TempDir
    Path folder;

    final ExecutorService threads = Executors.newCachedThreadPool();
    final List<Connection> connections = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger commits = new AtomicInteger();
    final CompletableFuture<Boolean> release = new CompletableFuture<>();
    Path file;
    SqliteWriter writer;

    @BeforeEach
    void open() {
        file = folder.resolve("memory.db");
        writer = new SqliteWriter(SqliteFile.prepare(file, List.of(), connection -> {
            connections.add(connection);
            countCommits(connection);
            return connection;
        }));
        writer.write(statements -> statements.update("CREATE TABLE note (text TEXT PRIMARY KEY)"));
        commits.set(0);
    }

    @AfterEach
    void close() {
        release.complete(true);
        writer.close();
        threads.shutdownNow();
    }

    void countCommits(Connection connection) {
        try {
            connection.unwrap(SQLiteConnection.class).addCommitListener(new SQLiteCommitListener() {
                @Override
                public void onCommit() {
                    commits.incrementAndGet();
                }

                @Override
                public void onRollback() {}
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static SqliteTask<Integer> note(String text) {
        return statements -> statements.update("INSERT INTO note VALUES (?)", text);
    }

    /** Returns what another connection sees, so what is committed. */
    List<String> notes() throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM note ORDER BY rowid")) {
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
        }
        return notes;
    }

    /** Makes a write of another thread wait in its transaction until {@link #release}. */
    Future<Integer> hold() {
        return hold(release);
    }

    Future<Integer> hold(CompletableFuture<Boolean> until) {
        CompletableFuture<Boolean> held = new CompletableFuture<>();
        Future<Integer> holding = threads.submit(() -> writer.write(statements -> {
            held.complete(true);
            return until.join() ? 1 : 0;
        }));
        assertThat(held.join()).isTrue();
        return holding;
    }

    /** Adds a write of another thread to the group that follows the one that is held. */
    Future<Integer> queue(SqliteTask<Integer> task) {
        int before = writer.queued();
        Future<Integer> queued = threads.submit(() -> writer.write(task));
        while (writer.queued() == before) {
            Thread.onSpinWait();
        }
        return queued;
    }

    static <T> T result(Future<T> write) throws Exception {
        return write.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aFailingWriteLeavesNothingAndHarmsNoOtherOfItsGroup() throws Exception {
        Future<Integer> holding = hold();
        Future<Integer> first = queue(note("first"));
        Future<Integer> half = queue(statements -> {
            note("half").run(statements);
            throw new IllegalStateException("changed its mind");
        });
        Future<Integer> twice = queue(note("first"));
        Future<Integer> last = queue(note("last"));

        release.complete(true);

        assertThat(result(holding)).isEqualTo(1);
        assertThat(result(first)).isEqualTo(1);
        assertThat(result(last)).isEqualTo(1);
        assertThatThrownBy(() -> result(half)).hasRootCauseMessage("changed its mind");
        assertThatThrownBy(() -> result(twice)).hasCauseInstanceOf(MemoryStoreException.class);
        assertThat(notes()).containsExactly("first", "last");
        assertThat(writer.queued()).isZero();
        assertThat(writer.write(note("later"))).isEqualTo(1);
        assertThat(notes()).containsExactly("first", "last", "later");
    }

    @Test
    void aGroupIsCommittedAtOnceAndAnnouncedBeforeItsCallersContinue() throws Exception {
        List<String> announced = Collections.synchronizedList(new ArrayList<>());
        Future<Integer> holding = hold();
        Future<Integer> first = queue(note("first"));
        Future<Integer> failing = threads.submit(() -> writer.write(
                statements -> {
                    throw new IllegalStateException("failed");
                },
                result -> announced.add("failing")));
        while (writer.queued() < 2) {
            Thread.onSpinWait();
        }
        Future<Integer> last = threads.submit(() -> writer.write(note("last"), result -> {
            try {
                announced.addAll(notes());
                announced.add(first.isDone() ? "late" : "in time");
            } catch (SQLException e) {
                announced.add(e.getMessage());
            }
        }));
        while (writer.queued() < 3) {
            Thread.onSpinWait();
        }

        release.complete(true);

        assertThat(result(holding)).isEqualTo(1);
        assertThat(result(last)).isEqualTo(1);
        assertThat(result(first)).isEqualTo(1);
        assertThatThrownBy(() -> result(failing)).hasRootCauseMessage("failed");
        assertThat(announced).containsExactly("first", "last", "in time");
        assertThat(commits).as("one that was held, and one of the group").hasValue(2);
        assertThat(connections).as("one to prepare the file, one to write").hasSize(2);
    }

    /** An error may have left anything behind, so its connection is closed. */
    @Test
    void anErrorIsReportedAndLeavesNothing() throws Exception {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> writer.write(statements -> {
                    note("half").run(statements);
                    throw new StackOverflowError("too deep");
                }))
                .withMessageContaining("nothing of it was stored")
                .withRootCauseInstanceOf(StackOverflowError.class);

        assertThat(connections.get(1).isClosed()).isTrue();
        assertThat(notes()).isEmpty();
        assertThat(writer.write(note("later"))).isEqualTo(1);
        assertThat(notes()).containsExactly("later");
    }

    /** SQLite itself rolls back the transaction on a full disk. */
    @Test
    void aGroupFailsAsAWholeIfItsTransactionIsGone() throws Exception {
        for (Exception cause : List.of(new SQLException("disk full"), new IllegalStateException("out of luck"))) {
            CompletableFuture<Boolean> go = new CompletableFuture<>();
            Future<Integer> holding = hold(go);
            Future<Integer> first = queue(note("first"));
            Future<Integer> rollingBack = queue(statements -> {
                statements.update("ROLLBACK");
                if (cause instanceof SQLException failure) {
                    throw failure;
                }
                throw (RuntimeException) cause;
            });

            go.complete(true);

            assertThat(result(holding)).isEqualTo(1);
            String reason = cause instanceof SQLException ? "disk full" : "no transaction is active";
            for (Future<Integer> failed : List.of(first, rollingBack)) {
                assertThatThrownBy(() -> result(failed))
                        .hasCauseInstanceOf(MemoryStoreException.class)
                        .rootCause()
                        .hasMessageContaining(reason);
            }
            assertThat(notes()).isEmpty();
        }
        assertThat(writer.write(note("later"))).isEqualTo(1);
        assertThat(notes()).containsExactly("later");
    }

    @Test
    void aFileThatIsRemovedDuringAWriteTakesNoWrite() throws IOException {
        assumeTrue(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey() != null,
                "this file system does not let open files be removed");

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> writer.write(statements -> {
                    assertThat(file.toFile().delete()).isTrue();
                    return note("lost").run(statements);
                }))
                .withMessageContaining("removed or renamed");
        assertThat(commits).hasValue(0);
    }

    @Test
    void closingWaitsForTheWritesInTheQueueAndRefusesLaterOnes() throws Exception {
        Future<Integer> holding = hold();
        Future<Integer> queued = queue(note("queued"));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread closing = new Thread(() -> {
            Thread.currentThread().interrupt();
            writer.close();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        closing.start();
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(interrupted).isNotDone();
        assertThat(connections.get(1).isClosed()).isFalse();

        release.complete(true);

        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(result(holding)).isEqualTo(1);
        assertThat(result(queued)).isEqualTo(1);
        assertThat(notes()).containsExactly("queued");
        assertThat(connections.get(1).isClosed()).isTrue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.write(note("late")))
                .withMessage("The memory is closed: open it again");
    }

    @Test
    void closingKeepsNoInterruptThatWasNotThere() {
        writer.close();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}

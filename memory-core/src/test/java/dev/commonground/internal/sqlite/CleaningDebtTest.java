package dev.commonground.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.internal.sqlite.CleaningDebt.Outcome;
import dev.commonground.internal.sqlite.CleaningDebt.Payment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A debt stays until the file is rewritten and its log is empty. */
class CleaningDebtTest {

    static final long ANY_SIZE = Long.MAX_VALUE;
    static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    Path folder;

    final List<Long> rewritten = new ArrayList<>();
    SqliteFile file;
    CleaningDebt debt;

    @BeforeEach
    void open() throws SQLException {
        file = SqliteFile.prepare(folder.resolve("memory.db"), List.of(), UnaryOperator.identity());
        debt = new CleaningDebt(file);
        owe();
    }

    void owe() throws SQLException {
        try (StatementCache statements = new StatementCache(file.connect())) {
            CleaningDebt.owe(statements);
        }
    }

    boolean isOwed() throws SQLException {
        try (StatementCache statements = new StatementCache(file.connect())) {
            return CleaningDebt.isOwed(statements);
        }
    }

    /** Begins a transaction that reads the present content, and ends when the connection is closed. */
    Connection reader() throws SQLException {
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file.path());
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.executeQuery("SELECT count(*) FROM entry").close();
        }
        return reader;
    }

    Outcome pay(long largest, long patienceNanos, LongConsumer onSize) throws SQLException {
        return debt.pay(largest, patienceNanos, onSize).outcome();
    }

    @Test
    void aFileThatIsTooLargeIsNotRewritten() throws SQLException {
        long bytes = file.path().toFile().length();

        assertThat(debt.pay(bytes - 1, 0, rewritten::add)).isEqualTo(new Payment(Outcome.TOO_LARGE, bytes));
        assertThat(rewritten).isEmpty();
        assertThat(isOwed()).isTrue();

        assertThat(debt.pay(bytes, 0, rewritten::add)).isEqualTo(new Payment(Outcome.PAID, bytes));
        assertThat(rewritten).containsExactly(bytes);
        assertThat(isOwed()).isFalse();
    }

    @Test
    void aReaderIsWaitedForAsLongAsTheCallerHasPatience() throws Exception {
        Connection reader = reader();
        owe();
        assertThat(pay(ANY_SIZE, 0, rewritten::add)).isEqualTo(Outcome.BLOCKED);
        assertThat(rewritten).isEmpty();
        assertThat(isOwed()).isTrue();

        CompletableFuture<Outcome> patient = CompletableFuture.supplyAsync(() -> {
            try {
                return pay(ANY_SIZE, LONG_NANOS, rewritten::add);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> patient.get(50, TimeUnit.MILLISECONDS));
        reader.close();

        assertThat(patient.get(20, TimeUnit.SECONDS)).isEqualTo(Outcome.PAID);
        assertThat(isOwed()).isFalse();
    }

    @Test
    void theRewritingWaitsForAWriter() throws Exception {
        List<CompletableFuture<Void>> writing = new ArrayList<>();

        Outcome outcome = pay(ANY_SIZE, LONG_NANOS, bytes -> {
            Connection writer = writer();
            writing.add(CompletableFuture.runAsync(
                    () -> close(writer), CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)));
        });

        assertThat(outcome).isEqualTo(Outcome.PAID);
        assertThat(isOwed()).isFalse();
        assertThat(writing).hasSize(1);
        writing.get(0).get(20, TimeUnit.SECONDS);
    }

    /** Begins a transaction that writes, and ends when the connection is closed. */
    Connection writer() {
        try {
            Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file.path());
            try (Statement statement = writer.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
            }
            return writer;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRemovalDuringTheRewritingIsOwedStill() throws SQLException {
        Outcome outcome = pay(ANY_SIZE, 0, bytes -> {
            try {
                owe();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(outcome).isEqualTo(Outcome.PAID);
        assertThat(isOwed()).isTrue();
    }

    /** The log still holds the old pages, so the debt is not paid; but the file need not be rewritten twice. */
    @Test
    void aReaderAfterTheRewritingDelaysOnlyTheEmptyingOfTheLog() throws SQLException {
        List<Connection> readers = new ArrayList<>();
        Outcome outcome = pay(ANY_SIZE, 0, bytes -> {
            rewritten.add(bytes);
            try {
                readers.add(reader());
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(outcome).isEqualTo(Outcome.BLOCKED);
        assertThat(isOwed()).isTrue();

        readers.get(0).close();
        assertThat(pay(0, 0, rewritten::add)).isEqualTo(Outcome.PAID);

        assertThat(rewritten).hasSize(1);
        assertThat(isOwed()).isFalse();
        owe();
        assertThat(pay(0, 0, rewritten::add)).as("a later debt").isEqualTo(Outcome.TOO_LARGE);
    }
}

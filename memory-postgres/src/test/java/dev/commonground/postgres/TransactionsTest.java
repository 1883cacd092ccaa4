package dev.commonground.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** What is retried, for how long, and how a connection is given back. */
class TransactionsTest {

    static final String BREAK = "SELECT pg_terminate_backend(pg_backend_pid())";

    final AtomicInteger attempts = new AtomicInteger();
    Connection kept;

    @BeforeEach
    void connect() throws SQLException {
        kept = TestServer.source(TestServer.url()).getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        kept.close();
    }

    static Failures patience(long millis) {
        return new Failures("PostgreSQL", Duration.ofMillis(millis));
    }

    /** Runs tasks on one connection, which is not closed. */
    Transactions onKept(long patience) {
        return new Transactions(JdbcProxy.lasting(kept), patience(patience));
    }

    static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private TransactionState state() throws SQLException {
        return kept.unwrap(BaseConnection.class).getTransactionState();
    }

    @ParameterizedTest(name = "commits by itself: {0}")
    @ValueSource(booleans = {true, false})
    void aConnectionIsGivenBackAsItWas(boolean autoCommit) throws SQLException {
        kept.setAutoCommit(autoCommit);

        boolean byItself = onKept(0).statement(connection -> {
            execute(connection, "CREATE TEMPORARY TABLE note (n integer)");
            return connection.getAutoCommit();
        });
        assertThat(byItself).isTrue();
        assertThat(kept.getAutoCommit()).isEqualTo(autoCommit);

        boolean inTransaction = onKept(0).transaction(connection -> {
            execute(connection, "INSERT INTO note VALUES (1)");
            return !connection.getAutoCommit();
        });
        assertThat(inTransaction).isTrue();
        assertThat(kept.getAutoCommit()).isEqualTo(autoCommit);
        assertThat(state()).isEqualTo(TransactionState.IDLE);
        assertThat(rows()).isEqualTo(1);
    }

    private int rows() throws SQLException {
        try (Statement statement = kept.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM note")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The server ends a transaction by itself only after an error of its own. */
    @Test
    void aTransactionThatFailsIsRolledBack() throws SQLException {
        execute(kept, "CREATE TEMPORARY TABLE note (n integer)");

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> onKept(0).transaction(connection -> {
                    execute(connection, "INSERT INTO note VALUES (1)");
                    throw new UnsupportedOperationException();
                }));

        assertThat(state()).isEqualTo(TransactionState.IDLE);
        assertThat(kept.getAutoCommit()).isTrue();
        assertThat(rows()).isZero();
    }

    @Test
    void aConnectionIsGivenBackAsItWasAfterAStatementThatFails() throws SQLException {
        kept.setAutoCommit(false);

        failAlways(onKept(0), "42P01");

        assertThat(kept.getAutoCommit()).isFalse();
    }

    @Test
    void aResultIsKeptIfItsConnectionIsClosedMeanwhile() {
        int result = onKept(0).statement(connection -> {
            kept.close();
            return attempts.incrementAndGet();
        });

        assertThat(result).isEqualTo(1);
    }

    @Test
    void aFailureThatCannotBeRolledBackTellsBoth() {
        MemoryStoreException failure = requireNonNull(catchThrowableOfType(
                MemoryStoreException.class, () -> onKept(0).transaction(connection -> execute(connection, BREAK))));

        assertThat(failure).hasMessageContaining("could not be reached");
        assertThat(requireNonNull(failure.getCause()).getSuppressed()).hasSize(1);
    }

    @ParameterizedTest(name = "in a transaction: {0}")
    @ValueSource(booleans = {true, false})
    void aBrokenConnectionIsReplaced(boolean inTransaction) {
        Transactions transactions = new Transactions(TestServer.source(), patience(20_000));
        PostgresTask<Integer> task = connection -> {
            execute(connection, attempts.incrementAndGet() == 1 ? BREAK : "SELECT 1");
            return attempts.get();
        };

        assertThat(inTransaction ? transactions.transaction(task) : transactions.statement(task))
                .isEqualTo(2);
    }

    private void failAlways(Transactions transactions, String state) {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> transactions.statement(connection -> {
                    attempts.incrementAndGet();
                    throw new SQLException("by the test", state);
                }));
    }

    @Test
    void conflictsAreRetriedWithPausesAsLongAsThePatienceLasts() {
        long start = System.nanoTime();

        failAlways(onKept(50), "40001");

        assertThat(attempts).hasValueBetween(2, 50);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void otherFailuresAreNotRetried() {
        failAlways(onKept(20_000), "42P01");

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aThreadThatIsInterruptedDoesNotRetry() {
        Thread.currentThread().interrupt();

        failAlways(onKept(20_000), "40001");

        assertThat(attempts).hasValue(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void nothingRunsAfterTheEnd() {
        Transactions transactions = onKept(0);
        transactions.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> transactions.statement(connection -> attempts.incrementAndGet()))
                .withMessageContaining("is closed");
        assertThat(attempts).hasValue(0);
    }
}

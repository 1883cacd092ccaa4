package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/** When a process notifies others, and when it stops. */
class CommitSignalTest {

    static final String CHANNEL = "commit_signal_test";
    static final int PATIENCE_MILLIS = 5_000;

    final Semaphore asked = new Semaphore(0);
    volatile Thread sender = new Thread();
    volatile String failure = "";
    final List<Connection> given = new CopyOnWriteArrayList<>();
    final CommitSignal signal = new CommitSignal(source(), CHANNEL);

    @AfterEach
    void close() {
        signal.close();
    }

    /** Returns a source whose connections do not commit by themselves. */
    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                String state = failure;
                sender = Thread.currentThread();
                asked.release();
                if (!state.isEmpty()) {
                    throw new SQLException("refused", state);
                }
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                given.add(connection);
                return connection;
            }
        };
        source.setUrl(TestServer.url());
        return source;
    }

    void awaitConnection() throws InterruptedException {
        assertThat(asked.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }

    static void join(Thread thread) throws InterruptedException {
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void everyNotificationIsCommittedAndItsConnectionClosed() throws Exception {
        try (Connection listener = TestServer.source(TestServer.url()).getConnection();
                Statement listen = listener.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
            for (int round = 0; round < 2; round++) {
                signal.committed();

                PGNotification[] received = listener.unwrap(PGConnection.class).getNotifications(PATIENCE_MILLIS);

                assertThat(received).hasSize(1);
            }
        }
        assertThat(given.get(0).isClosed()).isTrue();
        assertThat(sender.isDaemon()).isTrue();
        signal.close();
        join(sender);
    }

    @Test
    void commitsAfterANotificationWaitForTheNextOne() throws Exception {
        signal.committed();
        awaitConnection();
        long before = System.nanoTime();

        signal.committed();
        awaitConnection();

        assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void withoutACommitNothingIsSent() throws Exception {
        signal.committed();
        awaitConnection();

        assertThat(asked.tryAcquire(400, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void aDatabaseWithoutNotificationsIsAskedOnce() throws Exception {
        failure = Failures.NOT_SUPPORTED;

        signal.committed();
        awaitConnection();

        join(sender);
    }

    @Test
    void anUnreachableDatabaseIsAskedAgain() throws Exception {
        failure = "08006";
        signal.committed();
        awaitConnection();
        failure = "";

        signal.committed();

        awaitConnection();
        assertThat(sender.isAlive()).isTrue();
    }

    @Test
    void aClosedMemoryStartsNoThread() throws Exception {
        ThreadGroup threads = new ThreadGroup("of a closed memory");
        signal.close();

        join(started(new Thread(threads, signal::committed)));

        assertThat(threads.activeCount()).isZero();
    }

    private static Thread started(Thread thread) {
        thread.start();
        return thread;
    }
}

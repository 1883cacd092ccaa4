package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies other processes of commits, with {@code NOTIFY}. The notification is a separate transaction after the commit: a
 * transaction that notifies holds a database-wide lock until it is durable, so all writers would wait for each other. A
 * notification can be lost; a {@link PostgresWatcher} therefore also polls.
 *
 * <p>Thread-safe.
 */
final class CommitSignal {

    private static final Logger LOG = LoggerFactory.getLogger(CommitSignal.class);

    /** Commits within this time after a notification share the next one. */
    private static final long PAUSE_MILLIS = 250;

    /** A notification need not be durable, so it does not compete with commits for the disk. */
    private static final String NOTIFY = "SELECT set_config('synchronous_commit', 'off', true), pg_notify('%s', '')";

    private final DataSource source;
    private final String notification;
    private final Semaphore commits = new Semaphore(0);
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * Creates a signal.
     *
     * @param channel the name of the channel, of letters, digits and underscores
     */
    CommitSignal(DataSource source, String channel) {
        this.source = source;
        this.notification = NOTIFY.formatted(channel);
    }

    /** Schedules a notification. */
    void committed() {
        commits.release();
        if (thread == null) {
            start();
        }
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread sender = new Thread(this::send, "commonground-postgres-signal");
            sender.setDaemon(true);
            sender.start();
            thread = sender;
        }
    }

    private void send() {
        try {
            while (true) {
                commits.acquire();
                commits.drainPermits();
                if (!notifyOthers()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.debug("Commits are no longer announced, because the memory is closed");
        }
    }

    /** Returns false if the database does not support notifications. */
    private boolean notifyOthers() {
        try (Connection connection = source.getConnection()) {
            notifyOthers(connection);
        } catch (SQLException e) {
            if (!Failures.isTransient(e)) {
                LOG.info(
                        "Other processes detect commits later than usual, because this database has no NOTIFY ({})",
                        Failures.state(e));
                return false;
            }
            LOG.debug("A commit was not announced; other processes detect it later than usual", e);
        }
        return true;
    }

    private void notifyOthers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(notification);
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

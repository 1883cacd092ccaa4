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
 * Tells other processes that something was committed, with PostgreSQL's {@code NOTIFY}. It comes after the commit and
 * apart from it, because a transaction that notifies holds a lock of the whole database while it is made durable, so
 * that all writers of all scopes would queue. A signal may be lost with its process: who waits looks by itself too.
 *
 * <p>Thread-safe.
 */
final class CommitSignal {

    private static final Logger LOG = LoggerFactory.getLogger(CommitSignal.class);

    /** Commits within this time share a signal. */
    private static final long PAUSE_MILLIS = 5;

    /** A signal is a transaction too, which would have commits wait while the disk keeps it; a lost one costs nothing. */
    private static final String UNHURRIED = "SELECT set_config('synchronous_commit', 'off', true); ";

    private final DataSource source;
    private final String channel;
    private final Semaphore commits = new Semaphore(0);
    private @Nullable Thread thread;
    private boolean closed;

    CommitSignal(DataSource source, String channel) {
        this.source = source;
        this.channel = channel;
    }

    /** Has the signal sent soon. */
    void committed() {
        commits.release();
        if (thread == null) {
            begin();
        }
    }

    private synchronized void begin() {
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
                if (!sent()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.debug("No more commits are signalled, as the memory is closed");
        }
    }

    /** Returns whether there is any use in sending again. */
    private boolean sent() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(UNHURRIED + "NOTIFY " + channel);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (!Failures.mayPass(e)) {
                LOG.info(
                        "This database has no NOTIFY, so other processes notice commits a little later ({})",
                        Failures.state(e));
                return false;
            }
            LOG.debug("A commit was not signalled; other processes notice it a little later", e);
        }
        return true;
    }

    synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

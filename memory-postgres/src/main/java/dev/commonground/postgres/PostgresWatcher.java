package dev.commonground.postgres;

import dev.commonground.log.MemoryStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices commits of all processes, on a thread and a connection of its own while somebody waits. It listens where the
 * database can notify, and gives a hint twice a second in any case, as a signal may be lost. When the connection breaks,
 * it gives a hint and connects anew.
 *
 * <p>Thread-safe.
 */
final class PostgresWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatcher.class);
    private static final int INTERVAL_MILLIS = 500;

    private final DataSource source;
    private final String channel;
    private final List<Runnable> hints = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;

    PostgresWatcher(DataSource source, String channel) {
        this.source = source;
        this.channel = channel;
    }

    synchronized MemoryStore.Watch add(Runnable hint) {
        hints.add(hint);
        if (thread == null) {
            Thread watching = new Thread(this::watch, "commonground-postgres-watcher");
            watching.setDaemon(true);
            watching.start();
            thread = watching;
        }
        return () -> remove(hint);
    }

    private synchronized void remove(Runnable hint) {
        hints.remove(hint);
        if (hints.isEmpty()) {
            close();
        }
    }

    private void watch() {
        boolean told = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try (Connection connection = source.getConnection()) {
                    told = false;
                    listen(connection);
                } catch (SQLException e) {
                    if (!told && !Thread.currentThread().isInterrupted()) {
                        LOG.warn("Commits are noticed a little later while there is no connection to listen on", e);
                    }
                    told = true;
                }
                hints.forEach(Runnable::run);
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody waits for commits any more");
        }
    }

    private void listen(Connection connection) throws SQLException, InterruptedException {
        connection.setAutoCommit(true);
        PGConnection notified = notified(connection);
        while (!Thread.currentThread().isInterrupted()) {
            hints.forEach(Runnable::run);
            if (notified == null) {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            } else {
                notified.getNotifications(INTERVAL_MILLIS);
            }
        }
        if (notified != null) {
            execute(connection, "UNLISTEN " + channel);
        }
    }

    /** Returns what tells of notifications, or null if the database or the driver has none. */
    private @Nullable PGConnection notified(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return null;
        }
        try {
            execute(connection, "LISTEN " + channel);
            return connection.unwrap(PGConnection.class);
        } catch (SQLException e) {
            if (Failures.mayPass(e)) {
                throw e;
            }
            LOG.info("This database has no LISTEN, so commits are noticed a little later ({})", Failures.state(e));
            return null;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the watch; the thread ends within half a second. */
    synchronized void close() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }
}

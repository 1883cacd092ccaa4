package dev.commonground.postgres;

import dev.commonground.store.MemoryStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects the commits of all processes, on its own thread and connection while there is a subscription. It listens for
 * notifications if the database has them. It also gives a hint twice a second, because a notification can be lost. If the
 * connection breaks, it gives a hint and connects again.
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
        AtomicBoolean warned = new AtomicBoolean();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                listenUntilBroken(warned);
                hints.forEach(Runnable::run);
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.debug("The watcher ends, because there is no subscription any more");
        }
    }

    /** Logs a warning for the first of several failures in a row. */
    private void listenUntilBroken(AtomicBoolean warned) throws InterruptedException {
        try (Connection connection = source.getConnection()) {
            warned.set(false);
            listen(connection);
        } catch (SQLException e) {
            if (!Thread.currentThread().isInterrupted() && warned.compareAndSet(false, true)) {
                LOG.warn("Commits are detected later than usual, because there is no connection to listen on", e);
            }
        }
    }

    private void listen(Connection connection) throws SQLException, InterruptedException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        PGConnection notifications = notifications(connection);
        while (!Thread.currentThread().isInterrupted()) {
            hints.forEach(Runnable::run);
            await(notifications);
        }
        if (notifications != null) {
            execute(connection, "UNLISTEN " + channel);
        }
        connection.setAutoCommit(autoCommit);
    }

    private static void await(@Nullable PGConnection notifications) throws SQLException, InterruptedException {
        if (notifications == null) {
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
        } else {
            notifications.getNotifications(INTERVAL_MILLIS);
        }
    }

    /** Returns the connection that receives notifications, or null if the database or the driver has none. */
    private @Nullable PGConnection notifications(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return null;
        }
        try {
            execute(connection, "LISTEN " + channel);
            return connection.unwrap(PGConnection.class);
        } catch (SQLException e) {
            if (Failures.isTransient(e) && !Failures.state(e).equals(Failures.READ_ONLY)) {
                throw e;
            }
            LOG.info(
                    "Commits are detected later than usual, because this database has no LISTEN, like every standby"
                            + " ({})",
                    Failures.state(e));
            return null;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends all subscriptions. The thread ends within half a second. */
    synchronized void close() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }
}

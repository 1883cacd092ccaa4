package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects the commits of all processes. SQLite has no notifications, but its {@code data_version} changes with every commit
 * of another connection, and reading it takes microseconds. The watcher polls only while there is a subscription.
 *
 * <p>Thread-safe.
 */
final class SqliteWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWatcher.class);
    private static final long INTERVAL_MILLIS = 20;

    private final SqliteFile file;
    private final List<Runnable> hints = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService clock;
    private @Nullable Connection connection;
    private FileState state = FileState.WRITABLE;
    private long seen;

    SqliteWatcher(SqliteFile file) {
        this.file = file;
    }

    synchronized MemoryStore.Watch add(Runnable hint) {
        hints.add(hint);
        if (clock == null) {
            clock = Executors.newSingleThreadScheduledExecutor(SqliteWatcher::daemon);
            var unused = clock.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
        return () -> remove(hint);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "commonground-sqlite-watcher");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void remove(Runnable hint) {
        hints.remove(hint);
        if (hints.isEmpty()) {
            close();
        }
    }

    private synchronized void look() {
        try {
            if (clock != null && changed()) {
                hints.forEach(Runnable::run);
            }
        } catch (SQLException | MemoryStoreException e) {
            LOG.warn(
                    "Commits cannot be detected at the moment; the watcher tries again with a new connection: see the cause",
                    e);
            disconnect();
        }
    }

    /** A change of the file's state counts as a commit, because the old connection may see none. */
    private boolean changed() throws SQLException {
        FileState now = file.state();
        if (!now.equals(state)) {
            disconnect();
            state = now;
        }
        Connection open = connection;
        boolean first = open == null;
        Connection asking = open == null ? file.connect(now) : open;
        connection = asking;
        try (Statement statement = asking.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA data_version")) {
            row.next();
            long version = row.getLong(1);
            boolean changed = first || version != seen;
            seen = version;
            return changed;
        }
    }

    private void disconnect() {
        Connection asking = connection;
        connection = null;
        try {
            if (asking != null) {
                asking.close();
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    /** Ends all subscriptions. */
    synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
        disconnect();
    }
}

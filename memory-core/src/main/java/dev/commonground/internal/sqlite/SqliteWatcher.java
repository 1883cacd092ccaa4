package dev.commonground.internal.sqlite;

import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects the commits of all processes. SQLite has no notifications, so the watcher polls, but only while there is a
 * subscription.
 *
 * <p>Thread-safe.
 */
final class SqliteWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWatcher.class);
    private static final long INTERVAL_MILLIS = 20;

    private final CommitProbe probe;
    private final List<Runnable> hints = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService clock;

    SqliteWatcher(SqliteFile file) {
        this.probe = new CommitProbe(file);
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
            if (clock != null && probe.changed()) {
                hints.forEach(Runnable::run);
            }
        } catch (SQLException | MemoryStoreException e) {
            LOG.warn(
                    "Commits cannot be detected at the moment; the watcher tries again with a new connection: see the cause",
                    e);
            probe.disconnect();
        }
    }

    /** Ends all subscriptions. */
    synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
        probe.disconnect();
    }
}

package dev.commonground.internal.sqlite;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The queue of the processes that have waited for SQLite's write lock for a while. Only the first one asks SQLite again and
 * again, so each gets the lock soon. With SQLite's own waiting, all ask after pauses that grow to 100 ms, and some wait for
 * many seconds while others write.
 *
 * <p>The operating system keeps the queue: it is a lock on one byte of the write-ahead log, far beyond its end, where SQLite
 * locks nothing. The queue only orders the processes that wait. SQLite's lock keeps the writers apart, also those that do not
 * queue.
 *
 * <p>Not thread-safe.
 */
final class WriteLockQueue {

    /** A process that was stopped while it was the first must not stop the others, so they pass it after this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A process that has waited this long queues. Before, it lets another one write several times in a row, which takes less. */
    private static final Duration UNQUEUED = Duration.ofSeconds(1);

    private static final long PAUSE_MILLIS = 1;

    private static final long FAR_BEYOND_THE_END = Long.MAX_VALUE - 1;

    private final Path log;
    private final Duration unqueued;
    private final Duration patience;
    private @Nullable AsynchronousFileChannel channel;

    /** Creates the queue for a memory's file. */
    WriteLockQueue(Path file) {
        this(file, UNQUEUED, PATIENCE);
    }

    WriteLockQueue(Path file, Duration unqueued, Duration patience) {
        this.log = file.resolveSibling(file.getFileName() + "-wal");
        this.unqueued = unqueued;
        this.patience = patience;
    }

    /**
     * Begins a transaction that writes. An interruption does not end the wait.
     *
     * @param statements a connection that does not wait by itself
     * @throws SQLException if another process holds the lock for longer than {@link SqliteFile#BUSY_TIMEOUT_MILLIS}
     */
    void begin(StatementCache statements) throws SQLException {
        long started = System.nanoTime();
        FileLock first = null;
        boolean interrupted = false;
        boolean queued = false;
        try {
            while (!tryToBegin(statements, started)) {
                long waited = waitedMillis(started);
                if (!queued && waited >= unqueued.toMillis()) {
                    first = awaitFirst();
                    queued = true;
                } else {
                    interrupted |= isInterruptedIn(queued ? PAUSE_MILLIS : PAUSE_MILLIS + waited / 2);
                }
            }
        } finally {
            leave(first);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long waitedMillis(long started) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    /** Returns whether the transaction has begun; false if another process writes. */
    private static boolean tryToBegin(StatementCache statements, long started) throws SQLException {
        try {
            return statements.use("BEGIN IMMEDIATE", statement -> {
                statement.execute();
                return true;
            });
        } catch (SQLException e) {
            if (!SqliteFailure.isBusy(e) || waitedMillis(started) > SqliteFile.BUSY_TIMEOUT_MILLIS) {
                throw e;
            }
            return false;
        }
    }

    /** Pauses, and returns whether the thread was interrupted meanwhile. */
    private static boolean isInterruptedIn(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /**
     * Waits until this process is the first. Returns null if it cannot queue or has waited for too long: it then asks SQLite
     * beside the first one.
     */
    private @Nullable FileLock awaitFirst() {
        try {
            AsynchronousFileChannel open = opened();
            FileLock free = open.tryLock(FAR_BEYOND_THE_END, 1, false);
            return free != null
                    ? free
                    : open.lock(FAR_BEYOND_THE_END, 1, false).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (OverlappingFileLockException anotherMemoryOfThisProcess) {
            return null;
        } catch (IOException | ExecutionException | TimeoutException e) {
            close();
            return null;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private AsynchronousFileChannel opened() throws IOException {
        AsynchronousFileChannel open = channel;
        if (open == null) {
            open = AsynchronousFileChannel.open(log, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    private void leave(@Nullable FileLock first) {
        try {
            if (first != null) {
                first.release();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Leaves the queue. */
    void close() {
        AsynchronousFileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // Its descriptor is gone, and with it the lock.
        }
    }
}

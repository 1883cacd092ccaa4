package dev.commonground.internal.sqlite;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.store.MemoryStoreException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pays the {@link CleaningDebt} on a thread of its own, and tries again until it succeeds. A reader that was there before a
 * removal delays a cleaning; the cleaner then neither waits inside the database nor blocks a writer.
 *
 * <p>Thread-safe.
 */
final class FileCleaner {

    /** A file of at most these bytes is cleaned while the caller of an erasure waits. */
    static final long SMALL_BYTES = 32L << 20;

    /** A file of at most these bytes is cleaned without being asked to; writers wait meanwhile. */
    static final long MEDIUM_BYTES = 512L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FileCleaner.class);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How long a reader may delay a cleaning before the callers that wait for it continue. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long FAILURE_PAUSE_MILLIS = 5_000;

    /** After a large file is rewritten, it is left alone for this many times as long. */
    private static final int REST_FACTOR = 4;

    /**
     * After a file of any size is rewritten, removals that nobody waits for are left alone for this many times as long. A graph
     * removes its checkpoints at the end of each run, and the next run would wait while the file is rewritten.
     */
    private static final int UNAWAITED_REST_FACTOR = 50;

    private final SqliteFile file;
    private final int unawaitedRestFactor;
    private final CleaningDebt debt;
    private @Nullable Thread thread;
    private boolean closed;

    /** How many removals there were, and how many of them are cleaned. */
    private long owed;

    private long paid;

    /** The last removal that somebody waited for, counted as {@link #owed}. */
    private long awaited;

    /** When removals that nobody waits for are cleaned at the earliest, by {@link System#nanoTime}. */
    private long restsUntil = System.nanoTime();

    /** Why the callers of erasures do not wait; null if they do. */
    private @Nullable String obstacle;

    private boolean tooLarge;

    FileCleaner(SqliteFile file) {
        this(file, UNAWAITED_REST_FACTOR);
    }

    FileCleaner(SqliteFile file, int unawaitedRestFactor) {
        this.file = file;
        this.unawaitedRestFactor = unawaitedRestFactor;
        this.debt = new CleaningDebt(file);
    }

    /** Cleans soon, together with other removals that nobody waits for. The removal is durable already. */
    synchronized void request() {
        owed++;
        wake();
    }

    private void wake() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "commonground-sqlite-cleaner");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    /** Cleans, and waits for it, but neither for a reader nor while a large file is rewritten. */
    synchronized void requestAndWait() {
        owed++;
        awaited = owed;
        wake();
        long goal = owed;
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        boolean interrupted = false;
        while (paid < goal && obstacle == null && !closed && !interrupted && System.nanoTime() < deadline) {
            try {
                wait(LONGEST_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how far the file is cleaned. */
    synchronized Cleanup state() {
        if (paid == owed) {
            return Cleanup.of(file.names());
        }
        return Cleanup.pending(
                obstacle != null ? obstacle : "the file is being cleaned: call SharedMemory.clean() to wait for it");
    }

    /** Cleans on the caller's thread, whatever the size of the file, and whether or not a removal is known. */
    Cleanup cleanNow() {
        long goal = goal();
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        CleaningDebt.Payment payment = attempt(Long.MAX_VALUE, PATIENCE_NANOS);
        while (payment.outcome() == CleaningDebt.Outcome.BLOCKED && System.nanoTime() < deadline && pause()) {
            payment = attempt(Long.MAX_VALUE, PATIENCE_NANOS);
        }
        settle(goal, payment.outcome());
        return payment.outcome() == CleaningDebt.Outcome.PAID ? state() : Cleanup.pending(reason(payment.outcome()));
    }

    private synchronized long goal() {
        return owed;
    }

    /** Waits a moment, and returns false if the thread is interrupted. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(SHORTEST_PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        long pauseMillis = 0;
        while (awaitWork(pauseMillis)) {
            long goal = goal();
            long started = System.nanoTime();
            CleaningDebt.Payment payment = attempt(MEDIUM_BYTES, pauseMillis == 0 ? PATIENCE_NANOS : 0);
            long took = System.nanoTime() - started;
            settle(goal, payment.outcome());
            if (payment.outcome() == CleaningDebt.Outcome.PAID) {
                rest(took);
            }
            pauseMillis = switch (payment.outcome()) {
                case PAID -> payment.bytes() > SMALL_BYTES ? REST_FACTOR * TimeUnit.NANOSECONDS.toMillis(took) : 0;
                case FAILED -> FAILURE_PAUSE_MILLIS;
                default -> Math.min(Math.max(SHORTEST_PAUSE_MILLIS, 2 * pauseMillis), LONGEST_PAUSE_MILLIS);
            };
        }
    }

    private synchronized void rest(long tookNanos) {
        restsUntil = System.nanoTime() + unawaitedRestFactor * tookNanos;
    }

    /** Waits for a pause, then until there is something to clean; returns false if the store is closed. */
    private synchronized boolean awaitWork(long pauseMillis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        while (!closed && (paid == owed || tooLarge || leftNanos(until) > 0)) {
            long left = TimeUnit.NANOSECONDS.toMillis(leftNanos(until));
            try {
                wait(paid == owed || tooLarge ? 0 : left + 1);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !closed;
    }

    /** Returns how long the removals wait for the end of a pause and, as long as nobody waits for them, of the rest. */
    private long leftNanos(long until) {
        long now = System.nanoTime();
        return paid < awaited ? until - now : Math.max(until - now, restsUntil - now);
    }

    private CleaningDebt.Payment attempt(long largest, long patienceNanos) {
        try {
            return debt.pay(largest, patienceNanos, this::continueWithout);
        } catch (SQLException | MemoryStoreException e) {
            LOG.warn(
                    "The file of the memory could not be cleaned of removed content, and is tried again: see the cause",
                    e);
            return new CleaningDebt.Payment(CleaningDebt.Outcome.FAILED, 0);
        }
    }

    /** Lets the callers that wait continue if the file is large. */
    private synchronized void continueWithout(long bytes) {
        if (bytes > SMALL_BYTES) {
            obstacle = "the file is large and is rewritten in the background: call SharedMemory.clean() to wait for it";
            notifyAll();
        }
    }

    private synchronized void settle(long goal, CleaningDebt.Outcome outcome) {
        if (outcome == CleaningDebt.Outcome.PAID) {
            paid = Math.max(paid, goal);
            obstacle = null;
        } else {
            obstacle = reason(outcome);
        }
        tooLarge = outcome == CleaningDebt.Outcome.TOO_LARGE;
        notifyAll();
    }

    private static String reason(CleaningDebt.Outcome outcome) {
        return switch (outcome) {
            case TOO_LARGE -> "the file is too large to be rewritten while others may write: call SharedMemory.clean()";
            case BLOCKED -> "a reader began before the removal: the file is cleaned when the reader has ended";
            default -> "the file could not be cleaned: see the log; it is tried again";
        };
    }

    /** Ends the thread, and tries once more if something is owed. What remains is owed to the next process. */
    void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            notifyAll();
            running = thread;
        }
        if (running != null) {
            awaitEnd(running);
        }
        if (goal() > paid()) {
            settle(goal(), attempt(SMALL_BYTES, PATIENCE_NANOS).outcome());
        }
    }

    private synchronized long paid() {
        return paid;
    }

    private static void awaitEnd(Thread running) {
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

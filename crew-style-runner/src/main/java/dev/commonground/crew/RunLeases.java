package dev.commonground.crew;

import dev.commonground.crew.internal.Uninterrupted;
import dev.commonground.store.BlobStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The leases of runs. The caller that begins or continues a run takes a lease first, in the store of its checkpoints. The leases of a run
 * are numbered, and only one caller can add the next number, which it does only if the last lease is not held.
 *
 * <p>The end of a process on the same host ends its leases at once. The holder of a lease on another host proves with beats
 * that it is alive; the caller waits for a beat, so clocks are never compared. A holder that was only slow is stopped by its
 * next checkpoint or journal entry. Thread-safe.
 */
final class RunLeases {

    /** The time between two beats of a holder. */
    static final Duration BEAT = Duration.ofSeconds(2);

    private static final int MISSED_BEATS = 5;
    private static final int LOOKS_PER_BEAT = 10;

    /** The leases that threads of this process hold. */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private final @Nullable BlobStore blobs;
    private final Duration beat;
    private final Set<String> runs = ConcurrentHashMap.newKeySet();

    /** Creates the leases in {@code blobs}, or among the users of this object if there are none. */
    RunLeases(@Nullable BlobStore blobs, Duration beat) {
        this.blobs = blobs;
        this.beat = beat;
    }

    /**
     * Returns the result of {@code work}, during which this thread has a lease to the run.
     *
     * @throws IllegalStateException if the run is under way
     */
    <T> T holding(String run, Supplier<T> work) {
        RunLease lease = take(run);
        try {
            return work.get();
        } finally {
            Uninterrupted.run(lease::close);
        }
    }

    /**
     * Takes the lease of a run until it is closed.
     *
     * @throws IllegalStateException if the run is under way
     */
    RunLease take(String run) {
        return blobs == null ? takeHere(run) : take(run, new LeaseLog(blobs, run));
    }

    private RunLease takeHere(String run) {
        if (!runs.add(run)) {
            throw underWay(run);
        }
        return RunLease.until(() -> runs.remove(run));
    }

    private RunLease take(String run, LeaseLog log) {
        if (log.holder().filter(holder -> isHeld(holder, log)).isPresent()) {
            throw underWay(run);
        }
        LeaseHolder holder = LeaseHolder.here();
        HELD.add(holder.lease());
        try {
            if (log.add(holder)) {
                return RunLease.beating(log, beat, () -> HELD.remove(holder.lease()));
            }
        } catch (RuntimeException e) {
            HELD.remove(holder.lease());
            throw e;
        }
        HELD.remove(holder.lease());
        throw underWay(run);
    }

    private boolean isHeld(LeaseHolder holder, LeaseLog log) {
        return holder.isHere() ? HELD.contains(holder.lease()) : !holder.hasEnded() && beats(log);
    }

    /** Returns whether the holder of the last lease beats or ends before it has missed too many beats. */
    private boolean beats(LeaseLog log) {
        String before = log.lastBeat();
        for (int look = 0; look < MISSED_BEATS * LOOKS_PER_BEAT; look++) {
            pause();
            if (!log.lastBeat().equals(before)) {
                return true;
            }
        }
        return false;
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(beat.toNanos() / LOOKS_PER_BEAT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread was interrupted while it waited for the holder of a run", e);
        }
    }

    private static IllegalStateException underWay(String run) {
        return new IllegalStateException(
                "Run %s is under way: wait for its end, or pass another id for a new run".formatted(run));
    }
}

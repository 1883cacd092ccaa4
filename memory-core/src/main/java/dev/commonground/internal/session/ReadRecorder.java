package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ReadLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects readings and writes them to the store's ledger on a thread of its own, at most a second later. Several readings
 * of one memory in one step within that second become one. A crash loses what is collected.
 *
 * <p>Thread-safe.
 */
final class ReadRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadRecorder.class);
    private static final long DELAY_MILLIS = 1_000;

    /** Beyond this number, the reader itself writes them. */
    private static final int MOST_COLLECTED = 10_000;

    private final ReadLedger ledger;
    private final int most;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, ReadRecorder::daemon);
    private final Object writing = new Object();
    private Map<CollectedReading, Instant> collected = new LinkedHashMap<>();
    private Map<String, Long> positions = new LinkedHashMap<>();
    private boolean closed;

    /** What makes two readings the same. */
    private record CollectedReading(
            String scope,
            MemoryId memory,
            MemoryEvent.Actor actor,
            @Nullable String run) {

        Reading at(Instant time) {
            return new Reading(memory, actor.author(), actor.task(), actor.node(), actor.thread(), run, time);
        }
    }

    /**
     * Creates a recorder.
     *
     * @param most how many readings of each scope to keep
     */
    ReadRecorder(ReadLedger ledger, int most) {
        this.ledger = ledger;
        this.most = most;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "commonground-read-ledger");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Adds the reading of a memory.
     *
     * @param scope the id of the memory's scope
     * @param position a position that the log of the scope had when the reading took place, or an earlier one
     */
    void add(
            String scope, long position, MemoryId memory, MemoryEvent.Actor actor, @Nullable String run, Instant time) {
        if (collect(new CollectedReading(scope, memory, actor, run), position, time)) {
            flush();
        }
    }

    /** Returns whether there are too many readings to wait. */
    private synchronized boolean collect(CollectedReading reading, long position, Instant time) {
        if (collected.isEmpty() && !closed) {
            var unused = thread.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
        collected.putIfAbsent(reading, time);
        positions.merge(reading.scope, position, Math::min);
        return closed || collected.size() >= MOST_COLLECTED;
    }

    /** Writes what is collected. A failure is logged and loses it: reads go on without a ledger. */
    void flush() {
        synchronized (writing) {
            Map<CollectedReading, Instant> readings;
            Map<String, Long> from;
            synchronized (this) {
                readings = collected;
                from = positions;
                collected = new LinkedHashMap<>();
                positions = new LinkedHashMap<>();
            }
            Map<String, List<Reading>> byScope = new LinkedHashMap<>();
            readings.forEach((reading, time) -> byScope.computeIfAbsent(reading.scope, scope -> new ArrayList<>())
                    .add(reading.at(time)));
            byScope.forEach((scope, some) -> write(scope, from.getOrDefault(scope, 0L), some));
        }
    }

    private void write(String scope, long position, List<Reading> readings) {
        try {
            ledger.add(scope, position, readings, most);
        } catch (MemoryStoreException | IllegalStateException e) {
            LOG.warn(
                    "{} readings could not be written to the ledger and are lost: {}", readings.size(), e.getMessage());
            LOG.debug("The cause of lost readings", e);
        }
    }

    /** Writes what is collected and ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdown();
        flush();
    }
}

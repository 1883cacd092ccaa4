package dev.commonground.crew;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The right to begin or continue a run, until it is closed. */
final class RunLease implements AutoCloseable {

    private final Runnable end;

    private RunLease(Runnable end) {
        this.end = end;
    }

    static RunLease until(Runnable end) {
        return new RunLease(end);
    }

    /** Returns a lease that beats in {@code log}. */
    static RunLease beating(LeaseLog log, Duration beat, Runnable end) {
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "crew-lease");
            thread.setDaemon(true);
            return thread;
        });
        AtomicLong beats = new AtomicLong();
        var unused = heart.scheduleWithFixedDelay(
                unlessFailing(() -> log.beat(beats.incrementAndGet())),
                beat.toNanos(),
                beat.toNanos(),
                TimeUnit.NANOSECONDS);
        return new RunLease(() -> {
            heart.shutdown();
            unlessFailing(log::end).run();
            end.run();
        });
    }

    private static Runnable unlessFailing(Runnable write) {
        return () -> {
            try {
                write.run();
            } catch (RuntimeException e) {
                // The store may work at the next beat. A lease without an end ends like that of a dead process.
            }
        };
    }

    @Override
    public void close() {
        end.run();
    }
}

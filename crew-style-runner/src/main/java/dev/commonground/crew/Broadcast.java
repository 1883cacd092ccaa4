package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells a crew's listeners what happens, one event at a time, and of every second in which nothing does. */
final class Broadcast {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final List<CrewListener> listeners;
    private long lastEvent = System.nanoTime();

    Broadcast(List<CrewListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    synchronized void tell(String run, CrewEvent event) {
        lastEvent = System.nanoTime();
        listeners.forEach(one -> one.on(run, event));
    }

    /** Tells of silences in {@code run} until the result is shut down. */
    ScheduledExecutorService listenTo(String run) {
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "crew-silence");
            thread.setDaemon(true);
            return thread;
        });
        var unused = heart.scheduleAtFixedRate(() -> beat(run), BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS);
        return heart;
    }

    private synchronized void beat(String run) {
        Duration silence = Duration.ofNanos(System.nanoTime() - lastEvent);
        if (silence.multipliedBy(2).compareTo(BEAT) >= 0) {
            listeners.forEach(one -> one.onSilence(run, silence));
        }
    }
}

package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Delivers events to the listeners of a crew, one at a time, and reports each second without an event. */
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

    /** Reports silences in {@code run} until the returned executor is shut down. */
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

package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Delivers events to the listeners of a crew, those of one run one at a time, and reports each second without an event.
 * Thread-safe; runs do not wait for each other.
 */
final class Broadcast {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final List<CrewListener> listeners;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    Broadcast(List<CrewListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** The deliveries of one run, while there is a user of the channel. */
    private static final class Channel {
        private int users;
        private long lastEvent = System.nanoTime();
    }

    void tell(String run, CrewEvent event) {
        Channel channel = enter(run);
        try {
            synchronized (channel) {
                channel.lastEvent = System.nanoTime();
                listeners.forEach(one -> one.on(run, event));
            }
        } finally {
            leave(run);
        }
    }

    /** Reports silences in {@code run} until the returned action is run. */
    Runnable listenTo(String run) {
        Channel channel = enter(run);
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "crew-silence");
            thread.setDaemon(true);
            return thread;
        });
        var unused = heart.scheduleWithFixedDelay(
                () -> beat(run, channel), BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS);
        return () -> {
            heart.shutdownNow();
            leave(run);
        };
    }

    private void beat(String run, Channel channel) {
        synchronized (channel) {
            Duration silence = Duration.ofNanos(System.nanoTime() - channel.lastEvent);
            if (silence.multipliedBy(2).compareTo(BEAT) >= 0) {
                listeners.forEach(one -> tellSilence(one, run, silence));
            }
        }
    }

    private static void tellSilence(CrewListener listener, String run, Duration silence) {
        try {
            listener.onSilence(run, silence);
        } catch (RuntimeException e) {
            // Nothing happened in the run, so nothing is stopped; the other listeners and the next silence are told.
        }
    }

    private Channel enter(String run) {
        return channels.compute(run, (id, known) -> {
            Channel channel = known == null ? new Channel() : known;
            channel.users++;
            return channel;
        });
    }

    private void leave(String run) {
        channels.computeIfPresent(run, (id, channel) -> --channel.users == 0 ? null : channel);
    }
}

package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to the listeners. A listener that throws changes nothing of what was read or committed. */
final class EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final List<MemoryEvent.Listener> listeners;

    EventPublisher(List<MemoryEvent.Listener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void publish(MemoryEvent event) {
        listeners.forEach(listener -> deliver(listener, event));
    }

    private static void deliver(MemoryEvent.Listener listener, MemoryEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed on an event of the memory; the reported read or write is not affected", e);
        }
    }
}

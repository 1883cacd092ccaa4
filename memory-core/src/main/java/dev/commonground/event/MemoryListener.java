package dev.commonground.event;

/**
 * Receives every read and every committed write, on the thread that made it. An exception from a listener is logged and
 * changes nothing else.
 */
@FunctionalInterface
public interface MemoryListener {

    /** Receives an event. It may hold private memories: pass it to the application, not to another agent. */
    void on(MemoryEvent event);
}

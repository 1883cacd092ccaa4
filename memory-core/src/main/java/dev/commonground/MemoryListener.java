package dev.commonground;

/**
 * Is told of every read and every committed write, on the thread that made it. What it throws reaches that caller,
 * after the write is durable.
 */
@FunctionalInterface
public interface MemoryListener {

    /** Takes note of an event. It may hold private memories: it is the application's, not another agent's. */
    void on(MemoryEvent event);
}

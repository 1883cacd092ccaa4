package dev.commonground.crew.event;

/**
 * Is told what happens in a run while it happens, on the thread it happens on. What it throws stops the run, which can
 * be resumed. After a crash it may be told again what an interrupted node had told it.
 */
@FunctionalInterface
public interface CrewListener {

    /** Takes note of an event. */
    void on(CrewEvent event);
}

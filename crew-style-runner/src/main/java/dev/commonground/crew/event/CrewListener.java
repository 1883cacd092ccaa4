package dev.commonground.crew.event;

import java.time.Duration;

/**
 * Receives the events of a run, on the thread that causes them. An exception of a listener stops the run, which can be
 * resumed. After a crash, a listener may receive the events of the interrupted graph node again.
 */
@FunctionalInterface
public interface CrewListener {

    /**
     * Receives an event. The events of a run arrive one at a time, even those of parallel tasks. Those of several runs can
     * arrive at the same time, so a slow listener holds up only its run.
     */
    void on(CrewEvent event);

    /** Receives an event of the run with the id {@code run}. The default calls {@link #on(CrewEvent)}. */
    default void on(String run, CrewEvent event) {
        on(event);
    }

    /**
     * Called every second without an event of the run, on a separate thread. An exception is ignored. The default does
     * nothing.
     *
     * @param run the id of the run
     * @param silence the time since the last event
     */
    default void onSilence(String run, Duration silence) {}
}

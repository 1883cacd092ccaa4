package dev.commonground.crew.event;

import java.time.Duration;

/**
 * Is told what happens in a run while it happens, on the thread it happens on. What it throws stops the run, which can
 * be resumed. After a crash it may be told again what an interrupted node had told it.
 */
@FunctionalInterface
public interface CrewListener {

    /** Takes note of an event. Events come one at a time, also those of tasks that are done side by side. */
    void on(CrewEvent event);

    /** Takes note of an event of the run called {@code run}; passes it to {@link #on(CrewEvent)} unless told otherwise. */
    default void on(String run, CrewEvent event) {
        on(event);
    }

    /**
     * Is called every second in which nothing happened, from a thread of its own; does nothing unless told otherwise.
     *
     * @param run the run's id
     * @param silence how long it is since the last event
     */
    default void onSilence(String run, Duration silence) {}
}

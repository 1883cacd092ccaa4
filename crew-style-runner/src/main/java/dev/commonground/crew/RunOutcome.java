package dev.commonground.crew;

/** How one of several runs ended. */
public sealed interface RunOutcome {

    /** Returns the run's id. */
    String run();

    /** The run came to its end, or waits for a review. */
    record Ended(String run, CrewResult result) implements RunOutcome {}

    /** The run stopped, for the reason that {@code cause} tells; it can be resumed. */
    record Stopped(String run, RuntimeException cause) implements RunOutcome {}
}

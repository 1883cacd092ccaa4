package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

/** The outcome of one of several runs. */
public sealed interface RunOutcome {

    /** Returns the id of the run. */
    String run();

    /** The run is finished or waits for a review. */
    record Ended(String run, CrewResult result) implements RunOutcome {
        public Ended {
            requireNonNull(run, "run");
            requireNonNull(result, "result");
        }
    }

    /** The run stopped because of {@code cause} and can be resumed. An {@link Error} is the cause of {@code cause}. */
    record Stopped(String run, RuntimeException cause) implements RunOutcome {
        public Stopped {
            requireNonNull(run, "run");
            requireNonNull(cause, "cause");
        }
    }
}

package dev.commonground.crew;

import dev.commonground.crew.internal.Counted;

/** Thrown when a manager reaches its maximum of delegations without an answer. The run can be resumed. */
public final class HopLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    HopLimitException(String agent, int limit) {
        super(
                "Manager %s has no answer after %s: build the crew with a higher maxHops or clearer tasks, and resume the run"
                        .formatted(agent, Counted.of(limit, "delegation")));
        this.limit = limit;
    }

    /** Returns the maximum number of delegations. */
    public int limit() {
        return limit;
    }
}

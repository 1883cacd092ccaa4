package dev.commonground.crew;

/** A manager gave out tasks as often as it may and still had no answer. The run can be resumed. */
public final class HopLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    HopLimitException(String agent, int limit) {
        super(
                "Manager %s delegated %d times and has no answer yet: build the crew with more maxHops, or make its tasks clearer, and resume the run"
                        .formatted(agent, limit));
        this.limit = limit;
    }

    /** Returns how often it may delegate. */
    public int limit() {
        return limit;
    }
}

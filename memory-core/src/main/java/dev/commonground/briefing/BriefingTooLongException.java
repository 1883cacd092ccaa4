package dev.commonground.briefing;

/** Thrown when the binding memories alone exceed the budget of a briefing. */
public final class BriefingTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int budget;
    private final int needed;

    BriefingTooLongException(int budget, int needed, int memories) {
        super(
                "The binding memories need %d tokens, which exceeds the budget of %d: raise the budget, or supersede or forget what no longer binds (binding memories: %d)"
                        .formatted(needed, budget, memories));
        this.budget = budget;
        this.needed = needed;
    }

    /** Returns the budget in tokens. */
    public int budget() {
        return budget;
    }

    /** Returns the tokens that the binding memories need. */
    public int needed() {
        return needed;
    }
}

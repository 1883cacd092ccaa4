package dev.commonground.briefing;

/** What binds an agent does not fit into the budget of its briefing; nothing of it may be cut. */
public final class BriefingTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int budget;
    private final int needed;

    BriefingTooLongException(int budget, int needed, int memories) {
        super(
                "The budget of a briefing is %d tokens, but the %d memories that bind and must not be cut take %d: raise the budget to at least that, or supersede or forget what no longer binds"
                        .formatted(budget, memories, needed));
        this.budget = budget;
        this.needed = needed;
    }

    /** Returns the tokens that were allowed. */
    public int budget() {
        return budget;
    }

    /** Returns the tokens that what binds takes. */
    public int needed() {
        return needed;
    }
}

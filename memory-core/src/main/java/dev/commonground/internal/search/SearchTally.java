package dev.commonground.internal.search;

/**
 * Counts what a search looks at.
 *
 * <p>Not thread-safe.
 */
public final class SearchTally {

    private int candidates;
    private int belowFloor;

    void ranked(int count) {
        candidates += count;
    }

    void keptOut() {
        belowFloor++;
    }

    /** Returns how many statements were ranked. */
    public int candidates() {
        return candidates;
    }

    /** Returns how many of the best statements the floor kept out. */
    public int belowFloor() {
        return belowFloor;
    }
}

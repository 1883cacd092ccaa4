package dev.commonground.internal.replica;

/**
 * Decides whether a writer may assume that a scope has not moved since the last read, instead of asking the store. A
 * wrong assumption costs several times what a right one saves, so wrong ones make it cautious.
 *
 * <p>Not thread-safe; the replica guards it.
 */
final class PositionAssumption {

    /** The most answers without news that are required before the next assumption. */
    private static final int MOST_REQUIRED = 256;

    /** By how much a wrong assumption multiplies the required answers. */
    private static final int CAUTION = 4;

    private int answersWithoutNews;
    private int required = 1;

    /** Records an answer of the store. */
    void answered(boolean news) {
        answersWithoutNews = news ? 0 : answersWithoutNews + 1;
    }

    boolean isAllowed() {
        return answersWithoutNews >= required;
    }

    /** Records whether an assumption was right. */
    void resolved(boolean right) {
        required = right ? Math.max(1, required - 1) : Math.min(MOST_REQUIRED, required * CAUTION);
        if (!right) {
            answersWithoutNews = 0;
        }
    }
}

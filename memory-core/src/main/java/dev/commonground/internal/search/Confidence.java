package dev.commonground.internal.search;

/**
 * The second stage of the ranking: how sure it is that a candidate answers the question. Two things speak for it, and
 * neither depends on a language or a model: its fit is unlikely by chance, and it is ahead of the next candidate.
 *
 * <p>The coefficients are those of a logistic regression over the first ten candidates of 1,456 questions of six
 * development sets, each set with the same weight. Decision 13 has the figures of each set when it was left out.
 */
final class Confidence {

    /** The weight of the negative logarithm of the chance. */
    private static final double UNLIKELY = 0.83;

    /** Exact names and many words are certain enough. */
    private static final double MOST_UNLIKELY = 6;

    /** The weight of the distance to the next candidate, or to the best one, in deviations of the background. */
    private static final double AHEAD = 0.23;

    private static final double FAR_BEHIND = -2;

    private static final double CONSTANT = -3.85;

    /** The least probability for a candidate that contains every word of an exact question: a little above the floor. */
    static final double OF_ALL_WORDS = 0.25;

    /** Without a model, 0.4 of the question's words make a memory as sure as the floor demands. */
    private static final double SHARE = 1.25;

    private Confidence() {}

    /**
     * Returns the estimated probability that a candidate answers the question, 0 to 1.
     *
     * @param chance the number of memories that fit as well by chance
     * @param ahead how much better the candidate is than the next one; negative if another one is better
     */
    static double of(double chance, double ahead) {
        double unlikely = Math.min(MOST_UNLIKELY, -Math.log(chance));
        double odds = CONSTANT + UNLIKELY * unlikely + AHEAD * Math.max(FAR_BEHIND, ahead);
        return 1 / (1 + Math.exp(-odds));
    }

    /**
     * Returns the probability without a model.
     *
     * @param share the share of the question's words that a candidate contains
     */
    static double ofWords(double share) {
        return Math.min(1, SHARE * share * share);
    }
}

package dev.commonground.recall;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one scope that are worth ranking. In a large scope the cosine of each is first an estimate that is
 * hardly ever too low, and {@linkplain #settle settled} only for those that would be returned.
 *
 * <p>Not thread-safe.
 */
final class Candidates {

    private final VisibleScope scope;
    private final @Nullable Cosine question;
    private final int[] ordinals;
    private final double[] similarities;
    private final BitSet settled = new BitSet();
    private final double bestSimilarity;

    /**
     * Begins with estimates.
     *
     * @param question what settles an estimate; null if there is nothing to settle
     * @param ordinals their places in the scope, ascending
     * @param estimates the cosine of each to the question or more, 0 to 1
     * @param bestSimilarity the best cosine among the live statements of the scope, passing the filter or not
     */
    Candidates(
            VisibleScope scope, @Nullable Cosine question, int[] ordinals, double[] estimates, double bestSimilarity) {
        this.scope = scope;
        this.question = question;
        this.ordinals = ordinals;
        this.similarities = estimates;
        this.bestSimilarity = bestSimilarity;
    }

    /**
     * Settles all of some statements.
     *
     * @param question null if there is no model
     */
    static Candidates settled(VisibleScope scope, @Nullable Cosine question, int[] ordinals) {
        double[] similarities = new double[ordinals.length];
        for (int at = 0; at < ordinals.length; at++) {
            similarities[at] = question == null ? 0 : scope.similarity(question, ordinals[at]);
        }
        return settled(scope, ordinals, similarities, 0);
    }

    /**
     * Begins with the cosines themselves.
     *
     * @param least what the best cosine among the live statements of the scope is at least, candidate or not
     */
    static Candidates settled(VisibleScope scope, int[] ordinals, double[] similarities, double least) {
        double best = Arrays.stream(similarities).reduce(least, Math::max);
        return new Candidates(scope, null, ordinals, similarities, best);
    }

    int size() {
        return ordinals.length;
    }

    /** Returns the place in the scope of the statement at a place among the candidates. */
    int ordinal(int at) {
        return ordinals[at];
    }

    /** Returns all places in the scope, ascending; not to be changed. */
    int[] ordinals() {
        return ordinals;
    }

    /** Returns the cosine to the question, 0 to 1, or an estimate until it is settled. */
    double similarity(int at) {
        return similarities[at];
    }

    /** Returns the best cosine among the live statements of the scope. */
    double bestSimilarity() {
        return bestSimilarity;
    }

    boolean isSettled(int at) {
        return question == null || settled.get(at);
    }

    /** Replaces an estimate by the cosine itself. */
    void settle(int at) {
        if (question != null && !settled.get(at)) {
            similarities[at] = scope.similarity(question, ordinals[at]);
            settled.set(at);
        }
    }
}

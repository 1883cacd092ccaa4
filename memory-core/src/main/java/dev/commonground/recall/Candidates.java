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
    private final float @Nullable [] query;
    private final int[] ordinals;
    private final double[] similarities;
    private final BitSet settled = new BitSet();
    private final double bestSimilarity;

    /**
     * Begins with estimates.
     *
     * @param query the question's vector, or null if there is no model
     * @param ordinals their places in the scope, ascending
     * @param estimates the cosine of each to the question or more, 0 to 1
     * @param bestSimilarity the best cosine among the live statements of the scope, passing the filter or not
     */
    Candidates(
            VisibleScope scope, float @Nullable [] query, int[] ordinals, double[] estimates, double bestSimilarity) {
        this.scope = scope;
        this.query = query;
        this.ordinals = ordinals;
        this.similarities = estimates;
        this.bestSimilarity = bestSimilarity;
    }

    /** Settles all of some statements. */
    static Candidates settled(VisibleScope scope, float @Nullable [] query, int[] ordinals) {
        double[] similarities = new double[ordinals.length];
        for (int at = 0; at < ordinals.length; at++) {
            similarities[at] = query == null ? 0 : scope.similarity(query, ordinals[at]);
        }
        return settled(scope, query, ordinals, similarities, 0);
    }

    /**
     * Begins with the cosines themselves.
     *
     * @param least what the best cosine among the live statements of the scope is at least, candidate or not
     */
    static Candidates settled(
            VisibleScope scope, float @Nullable [] query, int[] ordinals, double[] similarities, double least) {
        double best = Arrays.stream(similarities).reduce(least, Math::max);
        Candidates candidates = new Candidates(scope, query, ordinals, similarities, best);
        candidates.settled.set(0, ordinals.length);
        return candidates;
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
        return query == null || settled.get(at);
    }

    /** Replaces an estimate by the cosine itself. */
    void settle(int at) {
        if (query != null && !settled.get(at)) {
            similarities[at] = scope.similarity(query, ordinals[at]);
            settled.set(at);
        }
    }
}

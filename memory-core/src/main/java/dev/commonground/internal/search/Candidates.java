package dev.commonground.internal.search;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one scope that are worth ranking, each with its cosine to the question. In a large scope a cosine
 * starts as an estimate that is rarely too low. The ranking {@linkplain #makeExact makes it exact} only for the
 * candidates it would return.
 *
 * <p>Not thread-safe.
 */
final class Candidates {

    private final VisibleScope scope;
    private final @Nullable Cosine question;
    private final int[] ordinals;
    private final double[] similarities;
    private final BitSet exact = new BitSet();

    private Candidates(VisibleScope scope, @Nullable Cosine question, int[] ordinals, double[] similarities) {
        this.scope = scope;
        this.question = question;
        this.ordinals = ordinals;
        this.similarities = similarities;
    }

    /**
     * Returns candidates with estimated cosines.
     *
     * @param question computes the exact cosines
     * @param ordinals ordinals of the statements, ascending
     * @param estimates an upper estimate of each statement's cosine to the question, 0 to 1
     */
    static Candidates estimated(VisibleScope scope, Cosine question, int[] ordinals, double[] estimates) {
        return new Candidates(scope, question, ordinals, estimates);
    }

    /**
     * Computes the exact cosine of each statement.
     *
     * @param question null without a model; all cosines are 0 then
     * @param ordinals ordinals of the statements, ascending
     */
    static Candidates exact(VisibleScope scope, @Nullable Cosine question, int[] ordinals) {
        double[] similarities = new double[ordinals.length];
        for (int at = 0; at < ordinals.length; at++) {
            similarities[at] = question == null ? 0 : scope.similarity(question, ordinals[at]);
        }
        return exact(scope, ordinals, similarities);
    }

    /**
     * Returns candidates with exact cosines.
     *
     * @param ordinals ordinals of the statements, ascending
     * @param similarities the cosine of each statement to the question, 0 to 1
     */
    static Candidates exact(VisibleScope scope, int[] ordinals, double[] similarities) {
        return new Candidates(scope, null, ordinals, similarities);
    }

    int size() {
        return ordinals.length;
    }

    /** Returns the ordinal of the candidate at index {@code at}. */
    int ordinal(int at) {
        return ordinals[at];
    }

    /** Returns the ordinals of all candidates, ascending; callers must not modify the array. */
    int[] ordinals() {
        return ordinals;
    }

    /** Returns the cosine to the question, 0 to 1; an estimate unless it {@linkplain #isExact is exact}. */
    double similarity(int at) {
        return similarities[at];
    }

    /** Returns the cosines of all candidates to the question; callers must not modify the array. */
    double[] similarities() {
        return similarities;
    }

    boolean isExact(int at) {
        return question == null || exact.get(at);
    }

    /** Replaces an estimate by the exact cosine; does nothing if the cosine is exact already. */
    void makeExact(int at) {
        if (question != null && !exact.get(at)) {
            similarities[at] = scope.similarity(question, ordinals[at]);
            exact.set(at);
        }
    }
}

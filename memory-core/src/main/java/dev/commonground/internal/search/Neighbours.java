package dev.commonground.internal.search;

import dev.commonground.store.StoredVectors;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The statements of one scope near the question by vector. An instance serves one search; not thread-safe. */
interface Neighbours extends AutoCloseable {

    /** Returns whether statements have vectors. */
    default boolean present() {
        return true;
    }

    /**
     * Returns the nearest of some statements, the nearest first.
     *
     * @param some the ordinals of the statements, all live
     */
    int[] nearest(BitSet some);

    /**
     * Returns candidates with exact cosines.
     *
     * @param ordinals ordinals of the statements, ascending
     */
    Candidates exact(int[] ordinals);

    /**
     * Returns candidates whose cosines may be estimates.
     *
     * @param ordinals ordinals of the statements, ascending
     */
    default Candidates estimated(int[] ordinals) {
        return exact(ordinals);
    }

    /** Returns an estimate of the cosine of every passage, times a weight. */
    default EstimatedCosines estimates(double weight) {
        return EstimatedCosines.NONE;
    }

    /** Releases what the search has acquired. */
    @Override
    default void close() {}

    /**
     * Returns the neighbours of a question in a scope, wherever its vectors are.
     *
     * @param vector the vector of the question; null without a model
     * @param accepts returns whether a statement passes the filter, by ordinal
     * @param limit the most matches that the caller wants
     * @throws IllegalStateException if the vector has another dimension than those of the scope
     */
    static Neighbours of(VisibleScope scope, float @Nullable [] vector, IntPredicate accepts, int limit) {
        StoredVectors stored = scope.index().stored();
        if (vector != null && stored != null) {
            return new StoredNeighbours(scope, stored, vector, accepts, limit);
        }
        return vector != null && scope.index().dimension() != 0
                ? new HeapNeighbours(scope, vector, accepts, limit)
                : new NoNeighbours(scope);
    }
}

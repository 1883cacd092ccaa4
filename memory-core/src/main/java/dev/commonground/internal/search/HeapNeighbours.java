package dev.commonground.internal.search;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours in a scope whose vectors are on the heap. Their sign bits give the order of the statements and
 * an estimate of each cosine.
 */
final class HeapNeighbours implements Neighbours {

    /** The most accepted neighbours that sign bits need to find the best matches (decision 12). */
    static final int NEAREST = 350;

    /** A smaller scope needs fewer: this number, plus one for each {@link #PASSING_PER_NEAREST} accepted statements. */
    private static final int FEWEST_NEAREST = 50;

    private static final int PASSING_PER_NEAREST = 6;

    /** In a very large scope the neighbours are closer together: one more for this many accepted statements. */
    private static final int PASSING_PER_FURTHER = 2_500;

    private final VisibleScope scope;
    private final VectorIndex vectors;
    private final Passages passages;
    private final IntPredicate accepts;
    private final int limit;
    private final Cosine cosine;
    private final SignBitCode code;
    private short @Nullable [] distances;

    HeapNeighbours(VisibleScope scope, float[] vector, IntPredicate accepts, int limit) {
        this.scope = scope;
        this.vectors = scope.index().vectors();
        this.passages = scope.index().passages();
        this.accepts = accepts;
        this.limit = limit;
        vectors.checkDimension(vector.length);
        this.cosine = new Cosine(vector);
        this.code = new SignBitCode(vector);
    }

    /**
     * Tests the filter on the nearest statements. If few of them pass, the rest of the result holds only accepted ones.
     */
    @Override
    public int[] nearest(BitSet some) {
        short[] computed = distances();
        NearestVectors nearest =
                new NearestVectors(computed, SignBitCode.maxDistance(vectors.dimension()), 3 * NEAREST);
        IntList found = new IntList(NEAREST);
        int passing = probe(nearest, some, found);
        boolean many = passing >= CandidateSearch.MANY;
        double enough = many
                ? Math.max(limit, neighboursFor(some, (double) passing / found.size()))
                : Math.max(limit, NEAREST) + found.size() - passing;
        for (int next = 0; next >= 0 && found.size() < enough; ) {
            next = next(nearest, some);
            if (next >= 0 && (many || accepts.test(next))) {
                found.add(next);
            }
        }
        return found.toArray();
    }

    /** Adds the first few statements to {@code found}; returns how many of them pass the filter. */
    private int probe(NearestVectors nearest, BitSet some, IntList found) {
        int passing = 0;
        for (int next = next(nearest, some); next >= 0; ) {
            found.add(next);
            passing += accepts.test(next) ? 1 : 0;
            next = found.size() < CandidateSearch.PROBED ? next(nearest, some) : -1;
        }
        return passing;
    }

    /** Returns how many neighbours contain enough accepted statements if {@code share} of all pass the filter. */
    private static double neighboursFor(BitSet some, double share) {
        double passing = share * some.cardinality();
        double most = NEAREST + passing / PASSING_PER_FURTHER;
        return Math.min(most, FEWEST_NEAREST + passing / PASSING_PER_NEAREST) / share;
    }

    /** Returns the next nearest of some statements; negative after the last. */
    private int next(NearestVectors nearest, BitSet some) {
        int passage = nearest.next();
        while (passage >= 0
                && (!some.get(passages.ordinal(passage))
                        || scope.hiddenPassages().get(passage))) {
            passage = nearest.next();
        }
        return passage < 0 ? passage : passages.ordinal(passage);
    }

    @Override
    public Candidates exact(int[] ordinals) {
        return Candidates.exact(scope, cosine, ordinals);
    }

    @Override
    public Candidates estimated(int[] ordinals) {
        short[] computed = distances();
        double[] estimates = new double[ordinals.length];
        for (int at = 0; at < ordinals.length; at++) {
            estimates[at] = estimate(ordinals[at], computed);
        }
        return Candidates.estimated(scope, cosine, ordinals, estimates);
    }

    @Override
    public EstimatedCosines estimates(double weight) {
        int furthest = SignBitCode.maxDistance(vectors.dimension());
        double[] byDistance = new double[furthest + 2];
        for (int distance = 0; distance <= furthest; distance++) {
            byDistance[distance] = weight * code.upperEstimate(distance);
        }
        return new EstimatedCosines(distances(), byDistance);
    }

    private double estimate(int ordinal, short[] computed) {
        double best = 0;
        for (int passage = passages.newest(ordinal); passage >= 0; passage = passages.older(passage)) {
            if (passage < computed.length
                    && computed[passage] != VectorIndex.ABSENT
                    && !scope.hiddenPassages().get(passage)) {
                best = Math.max(best, code.upperEstimate(computed[passage]));
            }
        }
        return best;
    }

    private short[] distances() {
        if (distances == null) {
            distances = vectors.distances(code);
        }
        return distances;
    }

    @Override
    public void close() {
        if (distances != null) {
            vectors.release(distances);
            distances = null;
        }
    }
}

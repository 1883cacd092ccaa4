package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores the candidates of one scope by words and meaning, each together with the turns around it. Only live and
 * visible statements count. All methods take the index of a candidate among the {@link Candidates}.
 *
 * <p>Not thread-safe.
 */
final class ContextScorer {

    /** The number of turns before and after a turn that form its context. */
    static final int TURNS = 4;

    private final VisibleScope scope;
    private final Candidates candidates;
    private final TermCoverage coverage;
    private final TermSets own;
    private final TermSets before;
    private final double bestSimilarity;
    private final double[] covered;

    ContextScorer(VisibleScope scope, Candidates candidates, TermCoverage coverage, double bestSimilarity) {
        this.scope = scope;
        this.candidates = candidates;
        this.coverage = coverage;
        this.own = new TermSets(scope, coverage.terms(), candidates.ordinals());
        this.before = new TermSets(scope, coverage.terms(), twoTurnsBefore());
        this.bestSimilarity = bestSimilarity;
        this.covered = new double[candidates.size()];
        for (int at = 0; at < covered.length; at++) {
            covered[at] = covered(at);
        }
    }

    private int[] twoTurnsBefore() {
        return !scope.hasThreads()
                ? new int[0]
                : Arrays.stream(candidates.ordinals())
                        .boxed()
                        .flatMap(ordinal -> scope.positions(ordinal).stream())
                        .flatMapToInt(turn -> IntStream.of(scope.neighbour(turn, -1), scope.neighbour(turn, -2)))
                        .filter(neighbour -> neighbour >= 0)
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private double covered(int at) {
        double best = coverage.ofKnown(own.at(at), 0, 0);
        if (!scope.hasThreads()) {
            return best;
        }
        for (ThreadPosition turn : scope.positions(candidates.ordinal(at))) {
            long oneBefore = termsOf(scope.neighbour(turn, -1));
            long twoBefore = termsOf(scope.neighbour(turn, -2));
            best = Math.max(best, coverage.ofKnown(own.at(at), oneBefore, twoBefore));
        }
        return best;
    }

    private long termsOf(int ordinal) {
        return ordinal >= 0 ? before.of(ordinal) : 0;
    }

    /** Returns how well a candidate fits the question, 0 to 1. */
    double fit(int at) {
        return bestSimilarity <= 0 ? covered[at] : (covered[at] + candidates.similarity(at) / bestSimilarity) / 2;
    }

    /** Returns how well the best turn in a candidate's context fits, the candidate included, 0 to 1. */
    double bestNearby(int at) {
        double best = fit(at);
        if (!scope.hasThreads()) {
            return best;
        }
        for (ThreadPosition turn : scope.positions(candidates.ordinal(at))) {
            for (int offset = -TURNS; offset <= TURNS; offset++) {
                best = Math.max(best, fitOf(scope.neighbour(turn, offset)));
            }
        }
        return best;
    }

    private double fitOf(int ordinal) {
        int at = ordinal < 0 ? -1 : Arrays.binarySearch(candidates.ordinals(), ordinal);
        return at < 0 ? 0 : fit(at);
    }

    /** Returns the share of the question's term weight that a candidate itself carries, 0 to 1. */
    double keywords(int at) {
        return coverage.ofAll(own.at(at));
    }
}

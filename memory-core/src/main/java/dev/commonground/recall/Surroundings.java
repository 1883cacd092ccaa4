package dev.commonground.recall;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well the candidates of one scope fit a question by words and meaning, each with what was said around it. What is
 * not live for the reader counts nowhere. Candidates go by their places among each other.
 */
final class Surroundings {

    /** How many turns before and after a turn belong to it. */
    static final int TURNS = 4;

    private final VisibleScope scope;
    private final Candidates candidates;
    private final Coverage coverage;
    private final TermSets own;
    private final TermSets before;
    private final double bestSimilarity;
    private final double[] covered;

    Surroundings(VisibleScope scope, Candidates candidates, Coverage coverage, double bestSimilarity) {
        this.scope = scope;
        this.candidates = candidates;
        this.coverage = coverage;
        this.own = new TermSets(scope, coverage.terms(), candidates.ordinals());
        this.before = new TermSets(scope, coverage.terms(), theTwoBefore());
        this.bestSimilarity = bestSimilarity;
        this.covered = new double[candidates.size()];
        for (int at = 0; at < covered.length; at++) {
            covered[at] = covered(at);
        }
    }

    private int[] theTwoBefore() {
        return !scope.conversing()
                ? new int[0]
                : Arrays.stream(candidates.ordinals())
                        .boxed()
                        .flatMap(ordinal -> scope.turns(ordinal).stream())
                        .flatMapToInt(turn -> IntStream.of(scope.neighbour(turn, -1), scope.neighbour(turn, -2)))
                        .filter(neighbour -> neighbour >= 0)
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private double covered(int at) {
        double most = coverage.ofKnown(own.at(at), 0, 0);
        if (!scope.conversing()) {
            return most;
        }
        for (Conversations.Turn turn : scope.turns(candidates.ordinal(at))) {
            most = Math.max(
                    most,
                    coverage.ofKnown(own.at(at), said(scope.neighbour(turn, -1)), said(scope.neighbour(turn, -2))));
        }
        return most;
    }

    private long said(int ordinal) {
        return ordinal >= 0 ? before.of(ordinal) : 0;
    }

    /** Returns how well a candidate fits, 0 to 1. */
    double fit(int at) {
        return bestSimilarity <= 0 ? covered[at] : (covered[at] + candidates.similarity(at) / bestSimilarity) / 2;
    }

    /** Returns how well the best turn around a candidate fits, the candidate included, 0 to 1. */
    double nearby(int at) {
        double best = fit(at);
        if (!scope.conversing()) {
            return best;
        }
        for (Conversations.Turn turn : scope.turns(candidates.ordinal(at))) {
            for (int offset = -TURNS; offset <= TURNS; offset++) {
                int neighbour = scope.neighbour(turn, offset);
                if (neighbour >= 0) {
                    best = Math.max(best, fitOf(neighbour));
                }
            }
        }
        return best;
    }

    private double fitOf(int ordinal) {
        int at = Arrays.binarySearch(candidates.ordinals(), ordinal);
        return at < 0 ? 0 : fit(at);
    }

    /** Returns the share of the question's term weight that a candidate carries itself, 0 to 1. */
    double keywords(int at) {
        return coverage.ofAll(own.at(at));
    }
}

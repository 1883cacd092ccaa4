package dev.commonground.recall;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well the candidates of one scope fit a question by words and meaning, each with what was said around it. What is
 * not live for the reader counts nowhere.
 */
final class Surroundings {

    /** How many turns before and after a turn belong to it. */
    static final int TURNS = 4;

    private final ScopeIndex index;
    private final BitSet live;
    private final Coverage coverage;
    private final TermSets sets;
    private final int[] ordinals;
    private final double[] fits;

    Surroundings(ScopeIndex index, BitSet live, List<Candidate> candidates, Coverage coverage, double bestSimilarity) {
        this.index = index;
        this.live = live;
        this.coverage = coverage;
        List<Candidate> inOrder = candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::ordinal))
                .toList();
        this.ordinals = inOrder.stream().mapToInt(Candidate::ordinal).toArray();
        this.sets = new TermSets(index, coverage.terms(), withTheTwoBefore());
        this.fits = inOrder.stream()
                .mapToDouble(candidate -> fit(candidate, bestSimilarity))
                .toArray();
    }

    private int[] withTheTwoBefore() {
        if (index.conversations().isEmpty()) {
            return ordinals;
        }
        IntStream before = Arrays.stream(ordinals)
                .flatMap(ordinal -> index.conversations().turns(ordinal).stream()
                        .flatMapToInt(turn -> IntStream.of(turn.neighbour(-1), turn.neighbour(-2)))
                        .filter(neighbour -> neighbour >= 0));
        return IntStream.concat(Arrays.stream(ordinals), before)
                .sorted()
                .distinct()
                .toArray();
    }

    private double fit(Candidate candidate, double bestSimilarity) {
        long own = sets.of(candidate.ordinal());
        double covered = coverage.ofKnown(own, 0, 0);
        for (Conversations.Turn turn : index.conversations().turns(candidate.ordinal())) {
            covered = Math.max(covered, coverage.ofKnown(own, said(turn.neighbour(-1)), said(turn.neighbour(-2))));
        }
        return bestSimilarity <= 0 ? covered : (covered + candidate.similarity() / bestSimilarity) / 2;
    }

    private long said(int ordinal) {
        return ordinal >= 0 && live.get(ordinal) ? sets.of(ordinal) : 0;
    }

    /** Returns how well a candidate fits, 0 to 1. */
    double fit(int ordinal) {
        int at = Arrays.binarySearch(ordinals, ordinal);
        return at < 0 ? 0 : fits[at];
    }

    /** Returns how well the best turn around a candidate fits, the candidate included, 0 to 1. */
    double nearby(int ordinal) {
        double best = fit(ordinal);
        for (Conversations.Turn turn : index.conversations().turns(ordinal)) {
            for (int offset = -TURNS; offset <= TURNS; offset++) {
                int neighbour = turn.neighbour(offset);
                if (neighbour >= 0 && live.get(neighbour)) {
                    best = Math.max(best, fit(neighbour));
                }
            }
        }
        return best;
    }

    /** Returns the share of the question's term weight that a candidate carries itself, 0 to 1. */
    double keywords(int ordinal) {
        return coverage.ofAll(sets.of(ordinal));
    }
}

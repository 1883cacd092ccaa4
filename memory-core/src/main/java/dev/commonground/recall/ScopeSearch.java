package dev.commonground.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the candidates of one scope for one question: in a small scope all live statements, in a large one the nearest
 * by vector and the strongest by keywords of those that pass the filter. The filter may be slow, so it is asked only
 * about what would be chosen otherwise.
 */
final class ScopeSearch {

    /** Up to so many live statements, all are candidates. */
    static final int SMALL = 1_024;

    /** How many a large scope gives by vector at least: what sign-bit codes need (decision 12). */
    static final int NEAREST = 500;

    /** The larger the scope, the more of its codes lie between the true neighbours: one more for so many statements. */
    private static final int STATEMENTS_PER_NEAREST = 200;

    /** How many a large scope gives by keywords, unless more are asked for; these scores are exact. */
    static final int STRONGEST = 250;

    /** How many of the nearest tell the best similarity in a scope, of which the filter may leave nothing. */
    private static final int PROBED = 64;

    private final int haystack;
    private final ScopeIndex index;
    private final Question question;
    private final Statistics statistics;
    private final IntPredicate accepts;
    private final int limit;

    /**
     * Prepares a search.
     *
     * @param haystack the place of the scope among those searched
     * @param accepts which statements pass the filter, by ordinal
     * @param limit the most matches that are asked for
     */
    ScopeSearch(
            int haystack, ScopeIndex index, Question question, Statistics statistics, IntPredicate accepts, int limit) {
        this.haystack = haystack;
        this.index = index;
        this.question = question;
        this.statistics = statistics;
        this.accepts = accepts;
        this.limit = limit;
    }

    /** Returns the candidates among {@code live}, with as many again of the kinds that the question names. */
    Shortlist among(BitSet live) {
        if (question.vector() != null) {
            index.vectors().check(question.vector());
        }
        if (live.cardinality() <= SMALL) {
            return all(live);
        }
        Shortlist best = best(live);
        if (question.named().isEmpty()) {
            return best;
        }
        BitSet named = index.ofKinds(question.named());
        named.and(live);
        return best.and(named.cardinality() <= SMALL ? all(named) : best(named));
    }

    private Shortlist all(BitSet live) {
        int[] ordinals = live.stream().toArray();
        PickedScores picked = new PickedScores(index.passages(), ordinals);
        index.keywords().score(question.terms(), statistics, picked);
        return candidates(ordinals, picked.scores());
    }

    private Shortlist best(BitSet live) {
        Nearest unfiltered = new Nearest(PROBED, index.dimension());
        int[] near = near(live, unfiltered);
        PickedScores picked = new PickedScores(index.passages(), near);
        Strongest strongest = new Strongest(Math.max(STRONGEST, limit), index, live, accepts);
        index.keywords().score(question.terms(), statistics, (first, window) -> {
            picked.read(first, window);
            strongest.read(first, window);
        });
        return candidates(near, picked.scores())
                .and(others(strongest, near))
                .reaching(bestSimilarity(unfiltered), strongest.best());
    }

    /** Returns the nearest statements, by ordinal; none without a model. */
    private int[] near(BitSet live, Nearest unfiltered) {
        if (question.vector() == null || index.dimension() == 0) {
            return new int[0];
        }
        Nearest filtered =
                new Nearest(Math.max(NEAREST + index.size() / STATEMENTS_PER_NEAREST, limit), index.dimension());
        index.vectors().scan(question.vector(), filtered, (passage, distance) -> {
            int ordinal = index.passages().statement(passage);
            if (live.get(ordinal)) {
                unfiltered.offer(passage, distance);
                if (accepts.test(ordinal)) {
                    filtered.offer(passage, distance);
                }
            }
        });
        return eachOnce(statements(filtered).toArray());
    }

    private static int[] eachOnce(int[] ordinals) {
        Arrays.sort(ordinals);
        int kept = 0;
        for (int ordinal : ordinals) {
            if (kept == 0 || ordinals[kept - 1] != ordinal) {
                ordinals[kept++] = ordinal;
            }
        }
        return Arrays.copyOf(ordinals, kept);
    }

    private IntStream statements(Nearest nearest) {
        return Arrays.stream(nearest.passages()).map(index.passages()::statement);
    }

    private double bestSimilarity(Nearest nearest) {
        return statements(nearest).mapToDouble(this::similarity).max().orElse(0);
    }

    private Shortlist others(Strongest strongest, int[] near) {
        List<Candidate> others = new ArrayList<>();
        strongest.chosen().forEach((ordinal, keywords) -> {
            if (Arrays.binarySearch(near, ordinal) < 0) {
                others.add(candidate(ordinal, keywords));
            }
        });
        return Shortlist.of(others);
    }

    private Shortlist candidates(int[] ordinals, double[] keywords) {
        List<Candidate> candidates = new ArrayList<>(ordinals.length);
        for (int i = 0; i < ordinals.length; i++) {
            candidates.add(candidate(ordinals[i], keywords[i]));
        }
        return Shortlist.of(candidates);
    }

    private Candidate candidate(int ordinal, double keywords) {
        return new Candidate(haystack, index, ordinal, similarity(ordinal), keywords);
    }

    private double similarity(int ordinal) {
        return question.vector() == null ? 0 : index.similarity(question.vector(), ordinal);
    }
}

package dev.commonground.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the candidates of one scope for one question: in a small scope all live statements, in a large one the nearest
 * by vector and the strongest by keywords. If too few of these pass the filter, the nearest and strongest of those that
 * pass are chosen instead. The filter may be slow, so it is asked only about what would be chosen otherwise.
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

    /** So many candidates for each match must pass the filter, or the filter takes part in the choice. */
    private static final int PASSING_PER_MATCH = 5;

    private static final int LEAST_PASSING = 50;

    /** How many of the nearest tell the best similarity in a scope, of which the filter may leave nothing. */
    private static final int PROBED = 64;

    /** How many of the best by vector, and again by keywords, bring what was said around them along. */
    private static final int SURROUNDED = 50;

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
        Shortlist found = best(live, ordinal -> true);
        int enough = Math.max(LEAST_PASSING, limit * PASSING_PER_MATCH);
        long passing = found.candidates().stream()
                .filter(candidate -> accepts.test(candidate.ordinal()))
                .limit(enough)
                .count();
        return passing == enough ? found : best(live, accepts);
    }

    private Shortlist best(BitSet live, IntPredicate chosen) {
        Nearest unfiltered = new Nearest(PROBED, index.dimension());
        int[] near = near(live, chosen, unfiltered);
        PickedScores picked = new PickedScores(index.passages(), near);
        Strongest strongest = new Strongest(Math.max(STRONGEST, limit), index, live, chosen);
        index.keywords().score(question.terms(), statistics, (first, window) -> {
            picked.read(first, window);
            strongest.read(first, window);
        });
        Shortlist found = candidates(near, picked.scores()).and(others(strongest, near));
        return found.and(around(found, live, chosen)).reaching(bestSimilarity(unfiltered), strongest.best());
    }

    /** Returns the nearest statements, by ordinal; none without a model. */
    private int[] near(BitSet live, IntPredicate chosen, Nearest unfiltered) {
        if (question.vector() == null || index.dimension() == 0) {
            return new int[0];
        }
        Nearest filtered =
                new Nearest(Math.max(NEAREST + index.size() / STATEMENTS_PER_NEAREST, limit), index.dimension());
        index.vectors().scan(question.vector(), filtered, (passage, distance) -> {
            int ordinal = index.passages().statement(passage);
            if (live.get(ordinal)) {
                unfiltered.offer(passage, distance);
                if (chosen.test(ordinal)) {
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

    /** Returns what was said around the best: an answer need share neither word nor meaning with its question. */
    private Shortlist around(Shortlist found, BitSet live, IntPredicate chosen) {
        if (index.conversations().isEmpty()) {
            return Shortlist.of(List.of());
        }
        int[] around = Stream.of(
                        Comparator.comparingDouble((Candidate one) -> -one.similarity()),
                        Comparator.comparingDouble((Candidate one) -> -one.keywords()))
                .flatMap(bestFirst -> found.candidates().stream()
                        .sorted(bestFirst.thenComparing(Candidate::ordinal, index.ties()))
                        .limit(SURROUNDED))
                .flatMap(one -> index.conversations().turns(one.ordinal()).stream())
                .flatMapToInt(turn -> IntStream.rangeClosed(-Surroundings.TURNS, Surroundings.TURNS)
                        .map(turn::neighbour))
                .filter(ordinal -> ordinal >= 0 && live.get(ordinal) && chosen.test(ordinal))
                .distinct()
                .sorted()
                .toArray();
        return candidates(around, new double[around.length]);
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

package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the candidates for one question in one scope. In a small scope all live statements are candidates; in a large
 * one those nearest by vector, others that fit best by words and meaning, and their contexts. If many of the best pass
 * the filter, the ranking applies the filter to the statements it would return. Otherwise the search applies it while it chooses.
 *
 * <p>Not thread-safe.
 */
final class CandidateSearch {

    /** Up to this number of live statements, all are candidates and all cosines are exact. */
    static final int SMALL = 512;

    /** The candidates of a large scope by words and meaning, besides the nearest, unless the caller wants more matches. */
    static final int TOP_FITS = 128;

    /** The number of best statements that show how many pass the filter. */
    static final int PROBED = 64;

    /** If at least this many of the probed statements pass, the ranking applies the filter. */
    static final int MANY = PROBED / 4;

    /** The number of best statements by vector, and again by keywords, whose contexts are candidates too. */
    private static final int WITH_CONTEXT = 50;

    private final VisibleScope scope;
    private final ScopeIndex index;
    private final Question question;
    private final TermStatistics statistics;
    private final IntPredicate accepts;
    private final int limit;
    private final BitSet chosen;

    /**
     * Prepares a search.
     *
     * @param accepts returns whether a statement passes the filter, by ordinal
     * @param limit the most matches that the caller wants
     */
    CandidateSearch(VisibleScope scope, Question question, TermStatistics statistics, IntPredicate accepts, int limit) {
        this.scope = scope;
        this.index = scope.index();
        this.question = question;
        this.statistics = statistics;
        this.accepts = accepts;
        this.limit = Math.min(limit, index.size()); // bounds the arrays of this size
        this.chosen = new BitSet(index.size());
    }

    /**
     * Returns the candidates.
     *
     * @param background weighs words and meaning
     * @param counted whether the live statements of the scope are normal; the background receives them then
     * @throws IllegalStateException if the question's vector has another dimension than those of the scope
     */
    Candidates candidates(Background background, boolean counted) {
        try (Neighbours neighbours = Neighbours.of(scope, question.vector(), accepts, limit)) {
            if (counted) {
                background.add(scope, neighbours);
            }
            BitSet live = scope.live();
            if (live.cardinality() <= SMALL) {
                return neighbours.exact(live.stream().toArray());
            }
            EstimatedCosines cosines = neighbours.estimates(ContextScorer.wordsForCosine(background));
            choose(live, neighbours, cosines);
            if (question.asksForKinds()) {
                BitSet ofKinds = index.statements().ofKinds(question.kinds());
                ofKinds.and(live);
                choose(ofKinds, neighbours, cosines);
            }
            scope.aliased().forEach(chosen::set);
            return chosen(neighbours);
        }
    }

    private void choose(BitSet some, Neighbours neighbours, EstimatedCosines cosines) {
        if (some.cardinality() <= SMALL) {
            chosen.or(some);
            return;
        }
        int[] nearest = neighbours.nearest(some);
        choose(nearest);
        int[] top = topByFit(some, cosines);
        choose(top);
        if (scope.hasThreads()) {
            chooseContexts(nearest);
            chooseContexts(top);
        }
    }

    private void choose(int[] ordinals) {
        for (int ordinal : ordinals) {
            chosen.set(ordinal);
        }
    }

    /** Returns the statements with words of the question that fit best and are not chosen yet, the best first. */
    private int[] topByFit(BitSet some, EstimatedCosines cosines) {
        IntPredicate others = ordinal -> !chosen.get(ordinal);
        int[] unfiltered = topByFit(index.keywords().parts(), some, cosines, others);
        long passing = Arrays.stream(unfiltered).limit(PROBED).filter(accepts).count();
        return passing >= MANY || unfiltered.length < TOP_FITS
                ? unfiltered
                : topByFit(
                        index.keywords().parts().sequential(),
                        some,
                        cosines,
                        ordinal -> others.test(ordinal) && accepts.test(ordinal));
    }

    private int[] topByFit(IntStream parts, BitSet some, EstimatedCosines cosines, IntPredicate filter) {
        List<TopByFit> tops = parts.mapToObj(part -> {
                    TopByFit top = new TopByFit(Math.max(TOP_FITS, limit), scope, cosines, some, filter);
                    index.keywords().score(part, question.searched(), statistics, top);
                    return top;
                })
                .toList();
        TopByFit top = tops.get(0);
        tops.stream().skip(1).forEach(top::add);
        return top.drain();
    }

    /** Chooses the turns around the best: an answer may share neither words nor meaning with its question. */
    private void chooseContexts(int[] best) {
        Arrays.stream(best)
                .limit(WITH_CONTEXT)
                .boxed()
                .flatMap(ordinal -> scope.positions(ordinal).stream())
                .flatMapToInt(turn -> IntStream.rangeClosed(-ContextScorer.TURNS, ContextScorer.TURNS)
                        .map(offset -> scope.neighbour(turn, offset)))
                .filter(ordinal -> ordinal >= 0)
                .forEach(chosen::set);
    }

    /** A turn is scored by the turns around it too, so in a scope with threads all cosines are exact. */
    private Candidates chosen(Neighbours neighbours) {
        int[] ordinals = chosen.stream().toArray();
        return scope.hasThreads() ? neighbours.exact(ordinals) : neighbours.estimated(ordinals);
    }
}

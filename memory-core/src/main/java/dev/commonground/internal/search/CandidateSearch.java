package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the candidates for one question in one scope. In a small scope all live statements are candidates; in a large
 * one those nearest by vector, the best by keywords and their contexts. If many of the best pass the filter, the
 * ranking applies the filter to the statements it would return. Otherwise the search applies it while it chooses.
 *
 * <p>Not thread-safe.
 */
final class CandidateSearch {

    /** Up to this number of live statements, all are candidates and all cosines are exact. */
    static final int SMALL = 512;

    /** The candidates of a large scope by keywords, unless the caller wants more matches. */
    static final int TOP_KEYWORDS = 192;

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
     * @param background receives the live statements of the scope; null if they are not normal
     * @throws IllegalStateException if the question's vector has another dimension than those of the scope
     */
    Candidates candidates(@Nullable Background background) {
        try (Neighbours neighbours = Neighbours.of(scope, question.vector(), accepts, limit)) {
            if (background != null) {
                background.add(scope, neighbours);
            }
            BitSet live = scope.live();
            if (live.cardinality() <= SMALL) {
                return neighbours.exact(live.stream().toArray());
            }
            choose(live, neighbours);
            if (question.asksForKinds()) {
                BitSet ofKinds = index.statements().ofKinds(question.kinds());
                ofKinds.and(live);
                choose(ofKinds, neighbours);
            }
            scope.aliased().forEach(chosen::set);
            return chosen(neighbours);
        }
    }

    private void choose(BitSet some, Neighbours neighbours) {
        if (some.cardinality() <= SMALL) {
            chosen.or(some);
            return;
        }
        int[] nearest = neighbours.nearest(some);
        int[] top = topByKeyword(some);
        choose(nearest);
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

    /** Returns the best statements by keywords, the best first; their scores are exact. */
    private int[] topByKeyword(BitSet some) {
        int[] unfiltered = topByKeyword(index.keywords().parts(), some, ordinal -> true);
        long passing = Arrays.stream(unfiltered).limit(PROBED).filter(accepts).count();
        return passing >= MANY || unfiltered.length < TOP_KEYWORDS
                ? unfiltered
                : topByKeyword(index.keywords().parts().sequential(), some, accepts);
    }

    private int[] topByKeyword(IntStream parts, BitSet some, IntPredicate filter) {
        List<TopByKeyword> tops =
                parts.mapToObj(part -> topByKeyword(part, some, filter)).toList();
        TopByKeyword top = tops.get(0);
        tops.stream().skip(1).forEach(top::add);
        return top.drain();
    }

    private TopByKeyword topByKeyword(int part, BitSet some, IntPredicate filter) {
        TopByKeyword top = new TopByKeyword(Math.max(TOP_KEYWORDS, limit), scope, some, filter);
        index.keywords().score(part, question.searched(), statistics, top);
        return top;
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

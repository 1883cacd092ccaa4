package dev.commonground.recall;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the candidates of one scope for one question: in a small scope all live statements, in a large one the nearest
 * by vector and the strongest by keywords. Where many of the best pass the filter, it is left to the ranking to ask it
 * about those that would be returned; otherwise it takes part in the choice.
 */
final class ScopeSearch {

    /** Up to so many live statements, all are candidates, and all cosines exact. */
    static final int SMALL = 512;

    /** How many that pass the filter a large scope gives by vector: what codes need (decision 12). */
    static final int NEAREST = 350;

    /** A smaller scope gives fewer: so many, and one of this many that pass. */
    private static final int FEWEST_NEAREST = 50;

    private static final int PASSING_PER_NEAREST = 6;

    /** In a very large scope the nearest lie closer together, so one more of this many that pass. */
    private static final int PASSING_PER_FURTHER = 2_500;

    /** How many a large scope gives by keywords, unless more are asked for; these scores are exact. */
    static final int STRONGEST = 128;

    /** How many of the best tell how many pass the filter. */
    private static final int PROBED = 64;

    /** If at least so many of them pass, the filter is left to the ranking. */
    private static final int MANY = PROBED / 4;

    /** How many of the best by vector, and again by keywords, bring what was said around them along. */
    private static final int SURROUNDED = 50;

    private final VisibleScope scope;
    private final ScopeIndex index;
    private final Question question;
    private final Statistics statistics;
    private final IntPredicate accepts;
    private final int limit;
    private final BitSet chosen;
    private final @Nullable StoredNeighbours stored;
    private final @Nullable Cosine cosine;
    private final @Nullable Code code;
    private short[] distances = {};
    private double bestSimilarity;

    /**
     * Prepares a search.
     *
     * @param accepts which statements pass the filter, by ordinal
     * @param limit the most matches that are asked for
     */
    ScopeSearch(VisibleScope scope, Question question, Statistics statistics, IntPredicate accepts, int limit) {
        this.scope = scope;
        this.index = scope.index();
        this.question = question;
        this.statistics = statistics;
        this.accepts = accepts;
        this.limit = Math.min(limit, index.size()); // room is made for so many, and more than there are cannot be found
        this.chosen = new BitSet(index.size());
        this.stored = question.vector() == null || index.stored() == null
                ? null
                : new StoredNeighbours(scope, index.stored(), question.vector(), accepts, this.limit);
        float[] vector = index.stored() == null && index.dimension() != 0 ? question.vector() : null;
        this.cosine = vector == null ? null : new Cosine(vector);
        this.code = vector == null ? null : new Code(vector);
    }

    /** Returns the candidates, with as many again of the kinds that the question names. */
    Candidates candidates() {
        BitSet live = scope.live();
        if (question.vector() != null) {
            index.vectors().check(question.vector());
        }
        if (live.cardinality() <= SMALL) {
            return settled(live.stream().toArray());
        }
        if (code == null) {
            return among(live);
        }
        distances = index.vectors().distances(code);
        Candidates candidates = among(live);
        index.vectors().giveBack(distances);
        return candidates;
    }

    private Candidates among(BitSet live) {
        choose(live);
        if (!question.named().isEmpty()) {
            BitSet named = index.ofKinds(question.named());
            named.and(live);
            choose(named);
        }
        return chosen();
    }

    private void choose(BitSet some) {
        if (some.cardinality() <= SMALL) {
            chosen.or(some);
        } else {
            int[] near = nearest(some);
            int[] strong = strongest(some);
            choose(near);
            choose(strong);
            if (scope.conversing()) {
                around(near);
                around(strong);
            }
        }
    }

    private void choose(int[] ordinals) {
        for (int ordinal : ordinals) {
            chosen.set(ordinal);
        }
    }

    /** Returns the nearest statements, the nearest first; none without a model. */
    private int[] nearest(BitSet some) {
        if (stored != null) {
            return stored.nearest(some);
        }
        if (code == null) {
            return new int[0];
        }
        Nearest nearest = new Nearest(distances, Code.farthest(index.dimension()), 3 * NEAREST);
        Ints found = new Ints();
        int passing = 0;
        for (int next = next(nearest, some); next >= 0; next = found.size() < PROBED ? next(nearest, some) : -1) {
            found.add(next);
            if (estimate(next, code) > bestSimilarity) {
                bestSimilarity = Math.max(bestSimilarity, similarity(next));
            }
            passing += accepts.test(next) ? 1 : 0;
        }
        boolean many = passing >= MANY;
        double enough = many
                ? Math.max(limit, nearestOf(some, (double) passing / found.size()))
                : Math.max(limit, NEAREST) + found.size() - passing;
        for (int next = 0; next >= 0 && found.size() < enough; ) {
            next = next(nearest, some);
            if (next >= 0 && (many || accepts.test(next))) {
                found.add(next);
            }
        }
        return found.toArray();
    }

    /** Returns how many of the nearest hold enough that pass the filter, if this share of them does. */
    private static double nearestOf(BitSet some, double share) {
        double passing = share * some.cardinality();
        double most = NEAREST + passing / PASSING_PER_FURTHER;
        return Math.min(most, FEWEST_NEAREST + passing / PASSING_PER_NEAREST) / share;
    }

    /** Returns the next nearest of some statements; negative after the last. */
    private int next(Nearest nearest, BitSet some) {
        int passage = nearest.next();
        while (passage >= 0
                && (!some.get(index.passages().statement(passage))
                        || scope.mute().get(passage))) {
            passage = nearest.next();
        }
        return passage < 0 ? passage : index.passages().statement(passage);
    }

    /** Returns the strongest statements by keywords, the strongest first. */
    private int[] strongest(BitSet some) {
        int[] unfiltered = strongest(some, ordinal -> true);
        long passing = Arrays.stream(unfiltered).limit(PROBED).filter(accepts).count();
        return passing >= MANY || unfiltered.length < STRONGEST ? unfiltered : strongest(some, accepts);
    }

    private int[] strongest(BitSet some, IntPredicate chooses) {
        Strongest strongest = new Strongest(Math.max(STRONGEST, limit), scope, some, chooses);
        index.keywords().score(question.terms(), statistics, strongest);
        return strongest.chosen();
    }

    /** Chooses what was said around the best: an answer need share neither word nor meaning with its question. */
    private void around(int[] best) {
        Arrays.stream(best)
                .limit(SURROUNDED)
                .boxed()
                .flatMap(ordinal -> scope.turns(ordinal).stream())
                .flatMapToInt(turn -> IntStream.rangeClosed(-Surroundings.TURNS, Surroundings.TURNS)
                        .map(offset -> scope.neighbour(turn, offset)))
                .filter(ordinal -> ordinal >= 0)
                .forEach(chosen::set);
    }

    /** A turn is measured by those around it too, so where there are any, all are settled. */
    private Candidates chosen() {
        int[] ordinals = chosen.stream().toArray();
        if (code == null || scope.conversing()) {
            return settled(ordinals);
        }
        double[] estimates = new double[ordinals.length];
        for (int at = 0; at < ordinals.length; at++) {
            estimates[at] = estimate(ordinals[at], code);
        }
        return new Candidates(scope, cosine, ordinals, estimates, bestSimilarity);
    }

    private Candidates settled(int[] ordinals) {
        return stored == null ? Candidates.settled(scope, cosine, ordinals) : stored.candidates(ordinals);
    }

    private double estimate(int ordinal, Code code) {
        double most = 0;
        for (int passage = index.passages().first(ordinal);
                passage >= 0;
                passage = index.passages().next(passage)) {
            if (passage < distances.length
                    && distances[passage] != Vectors.ABSENT
                    && !scope.mute().get(passage)) {
                most = Math.max(most, code.mostAt(distances[passage]));
            }
        }
        return most;
    }

    private double similarity(int ordinal) {
        return cosine == null ? 0 : scope.similarity(cosine, ordinal);
    }
}

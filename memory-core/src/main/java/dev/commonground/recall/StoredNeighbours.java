package dev.commonground.recall;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.StoredVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The vector side of a search in a scope whose vectors the store searches. What the store finds near counts only if it
 * is live for the reader; where few of that pass the filter, all that do are compared, or the store is asked further out.
 *
 * <p>Not thread-safe.
 */
final class StoredNeighbours {

    /** How many the store is asked for at first: with cosines, not codes, fewer do (decision 30). */
    private static final int ASKED = 400;

    /** How many of them have to pass, unless more matches are asked for. */
    private static final int ENOUGH = 100;

    /** Each time the store is asked anew, for so many times as many. */
    private static final int GROWTH = 8;

    /** Up to so many that pass the filter are all compared. */
    private static final int COMPARED = 4_096;

    private final VisibleScope scope;
    private final ScopeIndex index;
    private final StoredVectors vectors;
    private final float[] question;
    private final IntPredicate accepts;
    private final int enough;
    private final Map<Integer, Double> similarities = new HashMap<>();
    private int asked;
    private boolean exhausted;
    private double bestSimilarity;

    /**
     * Prepares a search.
     *
     * @param accepts which statements pass the filter, by ordinal
     * @param limit the most matches that are asked for
     * @throws IllegalStateException if the question's vector has another length than those of the scope
     */
    StoredNeighbours(VisibleScope scope, StoredVectors vectors, float[] question, IntPredicate accepts, int limit) {
        Vectors.check(vectors.dimension(), question);
        this.scope = scope;
        this.index = scope.index();
        this.vectors = vectors;
        this.question = question;
        this.accepts = accepts;
        this.enough = Math.max(limit, ENOUGH);
    }

    /** Returns the nearest of some statements, the nearest first, enough that pass the filter if there are so many. */
    int[] nearest(BitSet some) {
        if (asked == 0) {
            ask(Math.max(ASKED, 2 * enough));
        }
        while (passing(some) < enough && !exhausted) {
            int[] all = some.stream().filter(accepts).limit(COMPARED + 1L).toArray();
            if (all.length <= COMPARED) {
                compare(all);
                break;
            }
            ask(asked * GROWTH);
        }
        int[] found = known(some).toArray();
        bestSimilarity = Arrays.stream(found).mapToDouble(this::similarity).reduce(bestSimilarity, Math::max);
        return IntStream.of(found)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer ordinal) -> -similarity(ordinal))
                        .thenComparing(index::compareIds))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double similarity(int ordinal) {
        return similarities.getOrDefault(ordinal, 0.0);
    }

    private long passing(BitSet some) {
        return known(some).filter(accepts).limit(enough).count();
    }

    private IntStream known(BitSet some) {
        return similarities.keySet().stream().mapToInt(Integer::intValue).filter(some::get);
    }

    private void ask(int limit) {
        List<StoredVectors.Near> found = vectors.nearest(question, limit);
        exhausted = found.size() < limit;
        asked = limit;
        take(found);
    }

    /** Compares those with the question that were not yet. */
    private void compare(int[] ordinals) {
        List<MemoryId> unknown = new ArrayList<>();
        for (int ordinal : ordinals) {
            if (!similarities.containsKey(ordinal)) {
                unknown.add(index.id(ordinal));
            }
        }
        if (!unknown.isEmpty()) {
            take(vectors.similarities(question, unknown));
        }
    }

    /** Others may have written since the log was read: what it does not know does not count. */
    private void take(Collection<StoredVectors.Near> found) {
        for (StoredVectors.Near near : found) {
            int ordinal = index.ordinal(near.id());
            if (ordinal >= 0) {
                similarities.merge(ordinal, Math.max(0, near.similarity()), Math::max);
            }
        }
    }

    /** Returns the candidates at these places, ascending, with their cosines. */
    Candidates candidates(int[] ordinals) {
        compare(ordinals);
        double[] settled = Arrays.stream(ordinals).mapToDouble(this::similarity).toArray();
        return Candidates.settled(scope, ordinals, settled, bestSimilarity);
    }
}

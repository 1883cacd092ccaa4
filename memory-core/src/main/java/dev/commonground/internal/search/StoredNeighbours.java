package dev.commonground.internal.search;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.StoredVectors;
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
 * The neighbours in a scope whose vectors stay in the store. A statement that the store finds counts only if it
 * is live for the reader. If too few of them pass the filter, the search either compares all accepted statements
 * or asks the store for more.
 */
final class StoredNeighbours implements Neighbours {

    /** The size of the first request; exact cosines need fewer neighbours than sign bits (decision 30). */
    private static final int FIRST_REQUEST = 400;

    /** The accepted neighbours that a search needs, unless the caller wants more matches. */
    private static final int ENOUGH = 100;

    /** Each further request is this many times as large. */
    private static final int GROWTH = 8;

    /** Up to this number of accepted statements, the search compares them all. */
    private static final int MAX_COMPARED = 4_096;

    private final VisibleScope scope;
    private final ScopeIndex index;
    private final StoredVectors vectors;
    private final float[] question;
    private final IntPredicate accepts;
    private final int enough;
    private final Map<Integer, Double> similarities = new HashMap<>();

    /** The statements near the question; the background of the question has been compared as well. */
    private final BitSet near = new BitSet();

    private int requested;
    private boolean exhausted;

    /**
     * Prepares a search.
     *
     * @param accepts returns whether a statement passes the filter, by ordinal
     * @param limit the most matches that the caller wants
     * @throws IllegalStateException if the question's vector has another dimension than those of the scope
     */
    StoredNeighbours(VisibleScope scope, StoredVectors vectors, float[] question, IntPredicate accepts, int limit) {
        VectorIndex.checkDimension(vectors.dimension(), question.length);
        this.scope = scope;
        this.index = scope.index();
        this.vectors = vectors;
        this.question = question;
        this.accepts = accepts;
        this.enough = Math.max(limit, ENOUGH);
    }

    @Override
    public int[] nearest(BitSet some) {
        if (requested == 0) {
            request(Math.max(FIRST_REQUEST, 2 * enough));
        }
        boolean compared = false;
        while (!compared && countAccepted(some) < enough && !exhausted) {
            compared = compareAllIfFew(some);
            if (!compared) {
                request(requested * GROWTH);
            }
        }
        return nearestFirst(found(some).toArray());
    }

    private boolean compareAllIfFew(BitSet some) {
        int[] all = some.stream().filter(accepts).limit(MAX_COMPARED + 1L).toArray();
        boolean few = all.length <= MAX_COMPARED;
        if (few) {
            compare(all);
            Arrays.stream(all).filter(similarities::containsKey).forEach(near::set);
        }
        return few;
    }

    private int[] nearestFirst(int[] found) {
        return IntStream.of(found)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer ordinal) -> -similarity(ordinal))
                        .thenComparing(index.statements()::compareIds))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double similarity(int ordinal) {
        return similarities.getOrDefault(ordinal, 0.0);
    }

    private long countAccepted(BitSet some) {
        return found(some).filter(accepts).limit(enough).count();
    }

    private IntStream found(BitSet some) {
        return near.stream().filter(some::get);
    }

    private void request(int limit) {
        List<StoredVectors.Neighbour> neighbours = vectors.nearest(question, limit);
        exhausted = neighbours.size() < limit;
        requested = limit;
        keep(neighbours);
        neighbours.stream()
                .mapToInt(this::ordinalIfVisible)
                .filter(ordinal -> ordinal >= 0)
                .forEach(near::set);
    }

    /** Compares statements with the question, except those that were compared before. */
    private void compare(int[] ordinals) {
        List<MemoryId> unknown = new ArrayList<>();
        for (int ordinal : ordinals) {
            if (!similarities.containsKey(ordinal)) {
                unknown.add(index.id(ordinal));
            }
        }
        if (!unknown.isEmpty()) {
            keep(vectors.similarities(question, unknown));
        }
    }

    /** Ignores what the index does not contain, because another process wrote since, and what the reader does not see. */
    private void keep(Collection<StoredVectors.Neighbour> neighbours) {
        for (StoredVectors.Neighbour neighbour : neighbours) {
            int ordinal = ordinalIfVisible(neighbour);
            if (ordinal >= 0) {
                similarities.merge(ordinal, Math.max(0, neighbour.similarity()), Math::max);
            }
        }
    }

    private int ordinalIfVisible(StoredVectors.Neighbour neighbour) {
        int ordinal = index.ordinal(neighbour.passage().id());
        int passage = ordinal < 0
                ? -1
                : index.passages().find(ordinal, neighbour.passage().speaker());
        return passage >= 0 && scope.isVisible(passage) ? ordinal : -1;
    }

    @Override
    public Candidates exact(int[] ordinals) {
        compare(ordinals);
        double[] exact = Arrays.stream(ordinals).mapToDouble(this::similarity).toArray();
        return Candidates.exact(scope, ordinals, exact);
    }
}

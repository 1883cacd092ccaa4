package dev.commonground.internal.search;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Chooses the visible statements with the best keyword scores that pass a filter. It applies the filter only to
 * statements that it would otherwise choose. Equal scores are ordered by id, so the order of the log does not matter.
 *
 * <p>Not thread-safe.
 */
final class TopByKeyword implements KeywordIndex.WindowReader {

    private final VisibleScope scope;
    private final BitSet wanted;
    private final IntPredicate accepts;

    /** A binary heap with the weakest statement at its root. */
    private final double[] scores;

    private final int[] ordinals;

    /** The hash codes of the ids; they decide most ties without a look-up. */
    private final int[] hashes;

    private int size;

    /**
     * Prepares a choice.
     *
     * @param capacity the most statements to choose
     * @param wanted the ordinals to choose from, all live
     * @param accepts returns whether a statement passes the filter, by ordinal
     */
    TopByKeyword(int capacity, VisibleScope scope, BitSet wanted, IntPredicate accepts) {
        this.scope = scope;
        this.wanted = wanted;
        this.accepts = accepts;
        this.scores = new double[capacity];
        this.ordinals = new int[capacity];
        this.hashes = new int[capacity];
    }

    @Override
    public void read(int first, double[] window) {
        double least = leastScore();
        for (int i = 0; i < window.length; i++) {
            if (window[i] >= least) {
                offer(first + i, window[i]);
                least = leastScore();
            }
        }
    }

    /** Returns the least score that could be chosen now. */
    private double leastScore() {
        return size < scores.length ? Double.MIN_VALUE : scores[0];
    }

    private void offer(int passage, double score) {
        int ordinal = scope.index().passages().ordinal(passage);
        int hash = scope.index().statements().hash(ordinal);
        if (isChosen(ordinal, hash, score)
                && wanted.get(ordinal)
                && !scope.hiddenPassages().get(passage)
                && accepts.test(ordinal)) {
            choose(ordinal, hash, score);
        }
    }

    private boolean isChosen(int ordinal, int hash, double score) {
        return size < scores.length || isWeaker(0, ordinal, hash, score);
    }

    private void choose(int ordinal, int hash, double score) {
        if (size < scores.length) {
            siftUp(size++, ordinal, hash, score);
        } else {
            siftDown(ordinal, hash, score);
        }
    }

    /** Chooses from what another choice among other passages has chosen, too. */
    void add(TopByKeyword other) {
        for (int at = 0; at < other.size; at++) {
            if (isChosen(other.ordinals[at], other.hashes[at], other.scores[at])) {
                choose(other.ordinals[at], other.hashes[at], other.scores[at]);
            }
        }
    }

    /** Returns whether the element at {@code at} is weaker than the given one. */
    private boolean isWeaker(int at, int ordinal, int hash, double score) {
        if (scores[at] != score) {
            return scores[at] < score;
        }
        return hashes[at] != hash
                ? hashes[at] > hash
                : scope.index().id(ordinals[at]).compareTo(scope.index().id(ordinal)) > 0;
    }

    private void siftUp(int from, int ordinal, int hash, double score) {
        int at = from;
        while (at > 0 && !isWeaker((at - 1) / 2, ordinal, hash, score)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        put(at, ordinal, hash, score);
    }

    /** Replaces the root. */
    private void siftDown(int ordinal, int hash, double score) {
        int at = 0;
        int child = weakestChild(at);
        while (child < size && isWeaker(child, ordinal, hash, score)) {
            move(child, at);
            at = child;
            child = weakestChild(at);
        }
        put(at, ordinal, hash, score);
    }

    private int weakestChild(int at) {
        int left = 2 * at + 1;
        int right = left + 1;
        return right < size && isWeaker(right, ordinals[left], hashes[left], scores[left]) ? right : left;
    }

    private void move(int from, int to) {
        put(to, ordinals[from], hashes[from], scores[from]);
    }

    private void put(int at, int ordinal, int hash, double score) {
        ordinals[at] = ordinal;
        hashes[at] = hash;
        scores[at] = score;
    }

    /** Removes and returns the chosen statements, the best first. */
    int[] drain() {
        int[] chosen = new int[size];
        while (size > 0) {
            int weakest = ordinals[0];
            size--;
            if (size > 0) {
                siftDown(ordinals[size], hashes[size], scores[size]);
            }
            chosen[size] = weakest;
        }
        return chosen;
    }
}

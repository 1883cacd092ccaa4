package dev.commonground.recall;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Chooses the live statements with the best keyword scores of those that pass the filter, which is asked only about what
 * would be chosen otherwise. Which of equals are chosen hangs on their ids alone.
 */
final class Strongest implements Keywords.WindowReader {

    private final VisibleScope scope;
    private final BitSet wanted;
    private final IntPredicate accepts;

    /** A binary heap, the weakest at its root. */
    private final double[] scores;

    private final int[] ordinals;

    /** Of each of the ordinals, so that equals need not be looked up. */
    private final int[] hashes;

    private int size;

    Strongest(int room, VisibleScope scope, BitSet wanted, IntPredicate accepts) {
        this.scope = scope;
        this.wanted = wanted;
        this.accepts = accepts;
        this.scores = new double[room];
        this.ordinals = new int[room];
        this.hashes = new int[room];
    }

    @Override
    public void read(int first, double[] window) {
        double least = least();
        for (int i = 0; i < window.length; i++) {
            if (window[i] >= least) {
                offer(first + i, window[i]);
                least = least();
            }
        }
    }

    /** Returns the least score that may be chosen. */
    private double least() {
        return size < scores.length ? Double.MIN_VALUE : scores[0];
    }

    private void offer(int passage, double score) {
        int ordinal = scope.index().passages().statement(passage);
        int hash = scope.index().hash(ordinal);
        boolean full = size == scores.length;
        if ((!full || weaker(0, ordinal, hash, score))
                && wanted.get(ordinal)
                && !scope.mute().get(passage)
                && accepts.test(ordinal)) {
            if (full) {
                sink(0, ordinal, hash, score);
            } else {
                rise(size++, ordinal, hash, score);
            }
        }
    }

    /** Returns whether what stands at a place of the heap is weaker than this. */
    private boolean weaker(int at, int ordinal, int hash, double score) {
        if (scores[at] != score) {
            return scores[at] < score;
        }
        return hashes[at] != hash
                ? hashes[at] > hash
                : scope.index().id(ordinals[at]).compareTo(scope.index().id(ordinal)) > 0;
    }

    private void rise(int from, int ordinal, int hash, double score) {
        int at = from;
        while (at > 0 && !weaker((at - 1) / 2, ordinal, hash, score)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        put(at, ordinal, hash, score);
    }

    private void sink(int from, int ordinal, int hash, double score) {
        int at = from;
        int child = weakestChild(at);
        while (child < size && weaker(child, ordinal, hash, score)) {
            move(child, at);
            at = child;
            child = weakestChild(at);
        }
        put(at, ordinal, hash, score);
    }

    private int weakestChild(int at) {
        int left = 2 * at + 1;
        int right = left + 1;
        return right < size && weaker(right, ordinals[left], hashes[left], scores[left]) ? right : left;
    }

    private void move(int from, int to) {
        put(to, ordinals[from], hashes[from], scores[from]);
    }

    private void put(int at, int ordinal, int hash, double score) {
        ordinals[at] = ordinal;
        hashes[at] = hash;
        scores[at] = score;
    }

    /** Returns the chosen statements, the strongest first, and forgets them. */
    int[] chosen() {
        int[] chosen = new int[size];
        while (size > 0) {
            int weakest = ordinals[0];
            size--;
            if (size > 0) {
                sink(0, ordinals[size], hashes[size], scores[size]);
            }
            chosen[size] = weakest;
        }
        return chosen;
    }
}

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
    private int size;

    Strongest(int room, VisibleScope scope, BitSet wanted, IntPredicate accepts) {
        this.scope = scope;
        this.wanted = wanted;
        this.accepts = accepts;
        this.scores = new double[room];
        this.ordinals = new int[room];
    }

    @Override
    public void read(int first, double[] window) {
        for (int i = 0; i < window.length; i++) {
            double score = window[i];
            if (score > 0 && (size < scores.length || score >= scores[0])) {
                offer(first + i, score);
            }
        }
    }

    private void offer(int passage, double score) {
        int ordinal = scope.index().passages().statement(passage);
        boolean full = size == scores.length;
        if (wanted.get(ordinal)
                && !scope.mute().get(passage)
                && (!full || weaker(0, ordinal, score))
                && accepts.test(ordinal)) {
            if (full) {
                sink(0, ordinal, score);
            } else {
                rise(size++, ordinal, score);
            }
        }
    }

    /** Returns whether what stands at a place of the heap is weaker than this. */
    private boolean weaker(int at, int ordinal, double score) {
        return scores[at] < score || (scores[at] == score && scope.index().compareIds(ordinals[at], ordinal) > 0);
    }

    private void rise(int from, int ordinal, double score) {
        int at = from;
        while (at > 0 && !weaker((at - 1) / 2, ordinal, score)) {
            put(at, ordinals[(at - 1) / 2], scores[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        put(at, ordinal, score);
    }

    private void sink(int from, int ordinal, double score) {
        int at = from;
        int child = weakestChild(at);
        while (child < size && weaker(child, ordinal, score)) {
            put(at, ordinals[child], scores[child]);
            at = child;
            child = weakestChild(at);
        }
        put(at, ordinal, score);
    }

    private int weakestChild(int at) {
        int left = 2 * at + 1;
        int right = left + 1;
        return right < size && weaker(right, ordinals[left], scores[left]) ? right : left;
    }

    private void put(int at, int ordinal, double score) {
        ordinals[at] = ordinal;
        scores[at] = score;
    }

    /** Returns the chosen statements, the strongest first, and forgets them. */
    int[] chosen() {
        int[] chosen = new int[size];
        while (size > 0) {
            int weakest = ordinals[0];
            size--;
            if (size > 0) {
                sink(0, ordinals[size], scores[size]);
            }
            chosen[size] = weakest;
        }
        return chosen;
    }
}

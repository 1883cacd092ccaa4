package dev.commonground.internal.search;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Chooses the visible statements that share a word with the question, fit it best, and pass a filter. A passage fits by its
 * keyword score and by its estimated cosine. The filter is applied only to statements that would otherwise be chosen. Equal
 * fits are ordered by id, so the order of the log does not matter.
 *
 * <p>Not thread-safe.
 */
final class TopByFit implements KeywordIndex.WindowReader {

    private final VisibleScope scope;
    private final EstimatedCosines cosines;
    private final BitSet wanted;
    private final IntPredicate accepts;

    /** A binary heap with the weakest statement at its root. */
    private final double[] fits;

    private final int[] ordinals;

    private int size;

    /**
     * Prepares a choice.
     *
     * @param capacity the most statements to choose
     * @param cosines what a passage fits besides its keyword score
     * @param wanted the ordinals to choose from, all live
     * @param accepts returns whether a statement passes the filter, by ordinal
     */
    TopByFit(int capacity, VisibleScope scope, EstimatedCosines cosines, BitSet wanted, IntPredicate accepts) {
        this.scope = scope;
        this.cosines = cosines;
        this.wanted = wanted;
        this.accepts = accepts;
        this.fits = new double[capacity];
        this.ordinals = new int[capacity];
    }

    @Override
    public void read(int first, double[] window) {
        double least = leastFit();
        for (int i = 0; i < window.length; i++) {
            double fit = window[i] + cosines.of(first + i);
            if (fit >= least && window[i] > 0) {
                offer(first + i, fit);
                least = leastFit();
            }
        }
    }

    /** Returns the least fit that could be chosen now. */
    private double leastFit() {
        return size < fits.length ? Double.MIN_VALUE : fits[0];
    }

    private void offer(int passage, double fit) {
        int ordinal = scope.index().passages().ordinal(passage);
        if (isChosen(ordinal, fit)
                && wanted.get(ordinal)
                && !scope.hiddenPassages().get(passage)
                && accepts.test(ordinal)) {
            choose(ordinal, fit);
        }
    }

    private boolean isChosen(int ordinal, double fit) {
        return size < fits.length || isWeaker(0, ordinal, fit);
    }

    private void choose(int ordinal, double fit) {
        if (size < fits.length) {
            siftUp(size++, ordinal, fit);
        } else {
            siftDown(ordinal, fit);
        }
    }

    /** Chooses from what another choice among other passages has chosen, too. */
    void add(TopByFit other) {
        for (int at = 0; at < other.size; at++) {
            if (isChosen(other.ordinals[at], other.fits[at])) {
                choose(other.ordinals[at], other.fits[at]);
            }
        }
    }

    /** Returns whether the element at {@code at} is weaker than the given one. */
    private boolean isWeaker(int at, int ordinal, double fit) {
        if (fits[at] != fit) {
            return fits[at] < fit;
        }
        return scope.index().statements().compareIds(ordinals[at], ordinal) > 0;
    }

    private void siftUp(int from, int ordinal, double fit) {
        int at = from;
        while (at > 0 && !isWeaker((at - 1) / 2, ordinal, fit)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        put(at, ordinal, fit);
    }

    /** Replaces the root. */
    private void siftDown(int ordinal, double fit) {
        int at = 0;
        int child = weakestChild(at);
        while (child < size && isWeaker(child, ordinal, fit)) {
            move(child, at);
            at = child;
            child = weakestChild(at);
        }
        put(at, ordinal, fit);
    }

    private int weakestChild(int at) {
        int left = 2 * at + 1;
        int right = left + 1;
        return right < size && isWeaker(right, ordinals[left], fits[left]) ? right : left;
    }

    private void move(int from, int to) {
        put(to, ordinals[from], fits[from]);
    }

    private void put(int at, int ordinal, double fit) {
        ordinals[at] = ordinal;
        fits[at] = fit;
    }

    /** Removes and returns the chosen statements, the best first. */
    int[] drain() {
        int[] chosen = new int[size];
        while (size > 0) {
            int weakest = ordinals[0];
            size--;
            if (size > 0) {
                siftDown(ordinals[size], fits[size]);
            }
            chosen[size] = weakest;
        }
        return chosen;
    }
}

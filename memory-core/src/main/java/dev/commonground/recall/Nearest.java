package dev.commonground.recall;

import java.util.Arrays;

/**
 * Chooses the nearest of all passages offered, by Hamming distance. How many were kept at each distance says which
 * distance is still worth offering, so that little is kept that is dropped again. Among equals the first stay.
 */
final class Nearest {

    private final int wanted;
    private final int[] keptAt;
    private int[] passages;
    private int[] distances;
    private int size;

    /** The first distance that is no longer worth offering, and how many are kept below it. */
    private int limit;

    private int below;

    /**
     * Begins without any.
     *
     * @param wanted how many to choose, at least 1
     * @param farthest the largest distance that can occur
     */
    Nearest(int wanted, int farthest) {
        this.wanted = wanted;
        this.keptAt = new int[farthest + 1];
        this.passages = new int[2 * wanted];
        this.distances = new int[2 * wanted];
        this.limit = farthest + 1;
    }

    /** Returns whether a passage at this distance would be kept. */
    boolean admits(int distance) {
        return distance < limit;
    }

    /** Keeps a passage if it is {@linkplain #admits admitted}. */
    void offer(int passage, int distance) {
        if (!admits(distance)) {
            return;
        }
        if (size == passages.length) {
            dropFarther();
        }
        passages[size] = passage;
        distances[size++] = distance;
        keptAt[distance]++;
        below++;
        while (below >= wanted) {
            limit--;
            below -= keptAt[limit];
        }
    }

    private void dropFarther() {
        int room = wanted - below;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            boolean inside = distances[i] < limit;
            if (inside || (distances[i] == limit && room-- > 0)) {
                passages[kept] = passages[i];
                distances[kept++] = distances[i];
            }
        }
        size = kept;
    }

    /** Returns the chosen passages in the order in which they were offered. */
    int[] passages() {
        dropFarther();
        return Arrays.copyOf(passages, size);
    }
}

package dev.commonground.recall;

import java.util.Arrays;

/** The passages that hold one term, in the order of the log, each with how often it does. */
final class Postings {

    private int[] passages = new int[1];

    /** Texts are far too short to hold a term more often than a short can count. */
    private short[] frequencies = new short[1];

    private int size;

    int size() {
        return size;
    }

    int passage(int at) {
        return passages[at];
    }

    int frequency(int at) {
        return frequencies[at];
    }

    void add(int passage, int frequency) {
        if (size == passages.length) {
            int room = size + Math.max(1, size >> 1);
            passages = Arrays.copyOf(passages, room);
            frequencies = Arrays.copyOf(frequencies, room);
        }
        passages[size] = passage;
        frequencies[size++] = (short) frequency;
    }
}

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

    /** Returns the place of the first passage not before {@code passage}, read on from place {@code from}. */
    int advance(int passage, int from) {
        int at = from;
        while (at < size && passages[at] < passage) {
            at++;
        }
        return at;
    }

    /** Returns the same as {@link #advance} by halving. */
    int seek(int passage, int from) {
        int at = Arrays.binarySearch(passages, from, size, passage);
        return at < 0 ? -at - 1 : at;
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

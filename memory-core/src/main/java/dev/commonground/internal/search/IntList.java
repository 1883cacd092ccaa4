package dev.commonground.internal.search;

import java.util.Arrays;

/** A growable list of ints without boxing. */
final class IntList {

    private static final int FIRST = 4;

    private int[] values;
    private int size;

    IntList() {
        this(FIRST);
    }

    /** Creates an empty list with room for some values, at least two. */
    IntList(int room) {
        this.values = new int[room];
    }

    int size() {
        return size;
    }

    int get(int at) {
        return values[at];
    }

    void set(int at, int value) {
        values[at] = value;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    /** Returns the values in an array of exactly that size. */
    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}

package dev.commonground.recall;

import java.util.Arrays;

/** A growing list of ints. */
final class Ints {

    private int[] values = new int[4];
    private int size;

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

    /** Returns a copy without spare room. */
    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}

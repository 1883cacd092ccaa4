package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Maps passages to statements and back. A statement has one passage for each speaker; passages are numbered from 0 in
 * the order of the log. The passages of a statement form a linked list, the newest first.
 */
final class Passages {

    private static final int NONE = -1;

    /** The newest passage of each statement. */
    private final IntList newest = new IntList();

    /** The next older passage of the same statement, by passage. */
    private final IntList older = new IntList();

    private final IntList ordinals = new IntList();
    private final List<String> speakers = new ArrayList<>();

    int size() {
        return ordinals.size();
    }

    /** Adds a passage and returns it; the statement is either known or the next one. */
    int add(int ordinal, String speaker) {
        int passage = ordinals.size();
        if (ordinal == newest.size()) {
            newest.add(NONE);
        }
        older.add(newest.get(ordinal));
        newest.set(ordinal, passage);
        ordinals.add(ordinal);
        speakers.add(speaker);
        return passage;
    }

    /** Returns the ordinal of a passage's statement. */
    int ordinal(int passage) {
        return ordinals.get(passage);
    }

    /** Returns the newest passage of a statement; negative if there is none. */
    int newest(int ordinal) {
        return ordinal < newest.size() ? newest.get(ordinal) : NONE;
    }

    /** Returns the next older passage of the same statement; negative after the oldest. */
    int older(int passage) {
        return older.get(passage);
    }

    /** Returns the oldest passage of a statement; negative if there is none. */
    int oldest(int ordinal) {
        int oldest = NONE;
        for (int passage = newest(ordinal); passage >= 0; passage = older(passage)) {
            oldest = passage;
        }
        return oldest;
    }

    /** Returns the passage of a statement for {@code speaker}; negative if there is none. */
    int find(int ordinal, String speaker) {
        int passage = newest(ordinal);
        while (passage >= 0 && !speakers.get(passage).equals(speaker)) {
            passage = older(passage);
        }
        return passage;
    }

    /**
     * Returns the passages of some statements, ascending.
     *
     * @param hidden passages to leave out
     * @return for each passage {@code passage << 32 | index}, where {@code index} is that of its statement in {@code
     *     some}
     */
    long[] of(int[] some, BitSet hidden) {
        long[] found = new long[some.length];
        int size = 0;
        for (int index = 0; index < some.length; index++) {
            for (int passage = newest(some[index]); passage >= 0; passage = older(passage)) {
                if (hidden.get(passage)) {
                    continue;
                }
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = (long) passage << Integer.SIZE | index;
            }
        }
        Arrays.sort(found, 0, size);
        return size == found.length ? found : Arrays.copyOf(found, size);
    }
}

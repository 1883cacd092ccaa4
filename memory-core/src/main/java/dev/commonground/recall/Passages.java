package dev.commonground.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Which passages say which statement: one for each voice, numbered from 0 in the order of the log. */
final class Passages {

    private static final int NONE = -1;

    private final Ints first = new Ints();
    private final Ints next = new Ints();
    private final Ints statements = new Ints();
    private final List<String> voices = new ArrayList<>();

    int size() {
        return statements.size();
    }

    /** Adds a passage of a statement that has some, or of the next statement. */
    void add(int statement, String voice) {
        if (statement == first.size()) {
            first.add(NONE);
        }
        next.add(first.get(statement));
        first.set(statement, statements.size());
        statements.add(statement);
        voices.add(voice);
    }

    /** Returns the statement that a passage says. */
    int statement(int passage) {
        return statements.get(passage);
    }

    /** Returns the first passage of a statement; negative if there is none. */
    int first(int statement) {
        return statement < first.size() ? first.get(statement) : NONE;
    }

    /** Returns the next passage of the same statement; negative after the last. */
    int next(int passage) {
        return next.get(passage);
    }

    /** Returns the passage that says a statement in {@code voice}; negative if there is none. */
    int find(int statement, String voice) {
        int passage = first(statement);
        while (passage >= 0 && !voices.get(passage).equals(voice)) {
            passage = next(passage);
        }
        return passage;
    }

    /** Returns the passages of some statements but for the mute ones, ascending, each as {@code passage << 32 | place of its statement}. */
    long[] of(int[] some, BitSet mute) {
        long[] found = new long[some.length];
        int size = 0;
        for (int place = 0; place < some.length; place++) {
            for (int passage = first(some[place]); passage >= 0; passage = next(passage)) {
                if (mute.get(passage)) {
                    continue;
                }
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = (long) passage << Integer.SIZE | place;
            }
        }
        Arrays.sort(found, 0, size);
        return Arrays.copyOf(found, size);
    }
}

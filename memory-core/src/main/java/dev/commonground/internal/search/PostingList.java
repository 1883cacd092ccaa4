package dev.commonground.internal.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The passages that contain one term, in the order of the log, each with the term's frequency. */
final class PostingList {

    private int[] passages;

    /** Null while no passage repeats the term, as for most terms. A short is enough: the longest text holds fewer terms. */
    private short @Nullable [] frequencies;

    private int size = 1;

    /** Starts a list with one occurrence in a passage. */
    PostingList(int passage) {
        this.passages = new int[] {passage};
    }

    int size() {
        return size;
    }

    int passage(int at) {
        return passages[at];
    }

    int frequency(int at) {
        return frequencies == null ? 1 : frequencies[at];
    }

    /**
     * Returns the index of the first passage that is not below {@code passage}. The search begins at index {@code from} with
     * steps that double, so a near passage is found sooner.
     */
    int seek(int passage, int from) {
        int low = from;
        int high = from;
        for (int step = 1; high < size && passages[high] < passage; step *= 2) {
            low = high + 1;
            high += step;
        }
        int at = Arrays.binarySearch(passages, low, Math.min(high, size), passage);
        return at < 0 ? -at - 1 : at;
    }

    /** Counts an occurrence in the last passage or in one above it; returns whether the passage is new to the list. */
    boolean count(int passage) {
        boolean known = isLast(passage);
        if (known) {
            repeat();
        } else {
            add(passage);
        }
        return !known;
    }

    /** Sets the frequency in the last passage, or in one above it, to one; returns whether the passage is new to the list. */
    boolean countOnce(int passage) {
        boolean known = isLast(passage);
        if (!known) {
            add(passage);
        } else if (frequencies != null) {
            frequencies[size - 1] = 1;
        }
        return !known;
    }

    private boolean isLast(int passage) {
        return passages[size - 1] == passage;
    }

    private void add(int passage) {
        if (size == passages.length) {
            int room = size + Math.max(1, size >> 1);
            passages = Arrays.copyOf(passages, room);
            frequencies = frequencies == null ? null : Arrays.copyOf(frequencies, room);
        }
        if (frequencies != null) {
            frequencies[size] = 1;
        }
        passages[size++] = passage;
    }

    private void repeat() {
        if (frequencies == null) {
            frequencies = new short[passages.length];
            Arrays.fill(frequencies, 0, size, (short) 1);
        }
        frequencies[size - 1]++;
    }
}

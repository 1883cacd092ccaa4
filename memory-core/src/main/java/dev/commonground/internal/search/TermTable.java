package dev.commonground.internal.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.lucene.util.StringHelper;

/**
 * The terms of a scope, numbered from 0 in the order of their addition. One array holds the characters of all of them,
 * because a string and a node of a map for each term would take five times as much heap.
 *
 * <p>Several threads may read at once; the owner excludes readers during {@link #add}.
 */
final class TermTable {

    /** The estimated heap size of a term without its characters, spare room included. */
    private static final int TERM_BYTES = 14;

    /** A longer table would have longer rows of taken slots. */
    private static final double MOST_TAKEN = 0.7;

    private byte[] characters = new byte[64];

    /** The index of the first character of each term, and after the last one that of the next. */
    private final IntList starts = new IntList();

    /** A hash table of the numbers of the terms, plus 1; 0 is a free slot. A term is in the first free slot after its hash. */
    private int[] slots = new int[16];

    TermTable() {
        starts.add(0);
    }

    /** Returns the number of terms. */
    int size() {
        return starts.size() - 1;
    }

    /** Returns the number of a term; -1 if the table does not contain it. */
    int find(String term) {
        return slots[slot(term.getBytes(UTF_8))] - 1;
    }

    /** Returns the number of a term, which is added if it is new. */
    int add(String term) {
        byte[] added = term.getBytes(UTF_8);
        int slot = slot(added);
        if (slots[slot] == 0) {
            append(added);
            slots[slot] = size();
            if (size() > MOST_TAKEN * slots.length) {
                grow();
            }
            return size() - 1;
        }
        return slots[slot] - 1;
    }

    /** Returns the term of a number. */
    String get(int number) {
        return new String(characters, starts.get(number), length(number), UTF_8);
    }

    /** Returns an estimate of the heap size in bytes. */
    long weight() {
        return starts.get(size()) + size() * (long) TERM_BYTES;
    }

    private int length(int number) {
        return starts.get(number + 1) - starts.get(number);
    }

    private void append(byte[] added) {
        int start = starts.get(size());
        if (start + added.length > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(start + added.length, start + start / 4));
        }
        System.arraycopy(added, 0, characters, start, added.length);
        starts.add(start + added.length);
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < size(); number++) {
            int slot = home(characters, starts.get(number), length(number));
            while (slots[slot] != 0) {
                slot = after(slot);
            }
            slots[slot] = number + 1;
        }
    }

    /** Returns the slot of a term, or the free slot for it. */
    private int slot(byte[] term) {
        int slot = home(term, 0, term.length);
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, term)) {
            slot = after(slot);
        }
        return slot;
    }

    private boolean isAt(int number, byte[] term) {
        return Arrays.equals(characters, starts.get(number), starts.get(number + 1), term, 0, term.length);
    }

    /** The seed differs from one JVM to the next, so nobody can write words that all have one hash. */
    private int home(byte[] bytes, int from, int length) {
        return StringHelper.murmurhash3_x86_32(bytes, from, length, StringHelper.GOOD_FAST_HASH_SEED)
                & (slots.length - 1);
    }

    private int after(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}

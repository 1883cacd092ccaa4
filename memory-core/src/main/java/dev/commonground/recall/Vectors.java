package dev.commonground.recall;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Unit vectors by passage, and of each a code of one bit a dimension: its signs. How many bits of two codes differ says
 * roughly how far apart the vectors are, at a hundredth of the cost (decision 12).
 */
final class Vectors {

    /** Rows a block; the last block grows up to this, so that a small scope stays small. */
    private static final int ROWS = 256;

    private static final int FEWEST_ROWS = 4;

    private float[][] blocks = {};
    private long[][] codes = {};
    private final BitSet present = new BitSet();
    private int dimension;
    private int words;

    /** Returns how many numbers a vector has, or 0 before the first. */
    int dimension() {
        return dimension;
    }

    boolean has(int passage) {
        return present.get(passage);
    }

    void put(int passage, float[] vector) {
        if (dimension == 0) {
            dimension = vector.length;
            words = words(dimension);
        }
        check(vector);
        int block = passage / ROWS;
        int row = passage % ROWS;
        reserve(block, row);
        System.arraycopy(vector, 0, blocks[block], row * dimension, dimension);
        System.arraycopy(code(vector), 0, codes[block], row * words, words);
        present.set(passage);
    }

    /** Refuses a vector of another length than those that are here. */
    void check(float[] vector) {
        if (dimension != 0 && vector.length != dimension) {
            throw new IllegalStateException(
                    "A vector has %d numbers, but those of its scope have %d, so two embedding models go by one id: give each model an id of its own"
                            .formatted(vector.length, dimension));
        }
    }

    private void reserve(int block, int row) {
        if (block >= blocks.length) {
            int room = Math.max(block + 1, blocks.length + blocks.length / 2);
            blocks = Arrays.copyOf(blocks, room);
            codes = Arrays.copyOf(codes, room);
        }
        if (blocks[block] == null) {
            blocks[block] = new float[0];
            codes[block] = new long[0];
        }
        if (blocks[block].length < (row + 1) * dimension) {
            int rows = Math.min(ROWS, Math.max(FEWEST_ROWS, Integer.highestOneBit(row) * 2));
            blocks[block] = Arrays.copyOf(blocks[block], rows * dimension);
            codes[block] = Arrays.copyOf(codes[block], rows * words);
        }
    }

    private static int words(int dimension) {
        return (dimension + Long.SIZE - 1) / Long.SIZE;
    }

    /** Returns the signs of a vector. */
    static long[] code(float[] vector) {
        long[] code = new long[words(vector.length)];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                code[i / Long.SIZE] |= 1L << i;
            }
        }
        return code;
    }

    /** Takes a passage and how many bits of its code differ from the question's. */
    interface Finding {
        void take(int passage, int distance);
    }

    /** Finds the passages whose distance to {@code query} {@code nearest} admits, in the order of the passages. */
    void scan(float[] query, Nearest nearest, Finding finding) {
        long[] code = code(query);
        for (int b = 0; b < codes.length; b++) {
            if (codes[b] != null) {
                scan(code, codes[b], b * ROWS, nearest, finding);
            }
        }
    }

    private void scan(long[] query, long[] block, int first, Nearest nearest, Finding finding) {
        int at = 0;
        for (int passage = first; at < block.length; passage++) {
            int distance = 0;
            for (long word : query) {
                distance += Long.bitCount(word ^ block[at++]);
            }
            if (nearest.admits(distance) && present.get(passage)) {
                finding.take(passage, distance);
            }
        }
    }

    /** Returns the cosine of a passage that {@linkplain #has has} a vector to {@code query}. */
    double similarity(float[] query, int passage) {
        return dot(query, blocks[passage / ROWS], passage % ROWS * dimension);
    }

    /** Eight sums at once, so that the processor need not wait for each addition. */
    private static double dot(float[] a, float[] b, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        int j = from;
        for (; i + 7 < a.length; i += 8, j += 8) {
            s0 += a[i] * b[j];
            s1 += a[i + 1] * b[j + 1];
            s2 += a[i + 2] * b[j + 2];
            s3 += a[i + 3] * b[j + 3];
            s4 += a[i + 4] * b[j + 4];
            s5 += a[i + 5] * b[j + 5];
            s6 += a[i + 6] * b[j + 6];
            s7 += a[i + 7] * b[j + 7];
        }
        for (; i < a.length; i++, j++) {
            s0 += a[i] * b[j];
        }
        return (s0 + s1) + (s2 + s3) + ((s4 + s5) + (s6 + s7));
    }
}

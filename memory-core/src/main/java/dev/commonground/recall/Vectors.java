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

    /** By block, then by word of the code, then by row: a loop over the rows of one word is the fastest. */
    private long[][][] codes = {};

    private final BitSet present = new BitSet();
    private int dimension;
    private int words;

    /** Returns how many numbers a vector has, or 0 before the first. */
    int dimension() {
        return dimension;
    }

    /** Returns about how many bytes it takes on the heap. */
    long weight() {
        return present.length() * ((long) dimension * Float.BYTES + (long) words * Long.BYTES);
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
        long[] code = code(vector);
        for (int word = 0; word < words; word++) {
            codes[block][word][row] = code[word];
        }
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
            codes[block] = new long[words][0];
        }
        if (blocks[block].length < (row + 1) * dimension) {
            int rows = Math.min(ROWS, Math.max(FEWEST_ROWS, Integer.highestOneBit(row) * 2));
            blocks[block] = Arrays.copyOf(blocks[block], rows * dimension);
            Arrays.setAll(codes[block], word -> Arrays.copyOf(codes[block][word], rows));
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
        int[] distances = new int[ROWS];
        for (int b = 0; b < codes.length; b++) {
            int rows = codes[b] == null ? 0 : distances(code, codes[b], distances);
            for (int row = 0; row < rows; row++) {
                if (nearest.admits(distances[row]) && present.get(b * ROWS + row)) {
                    finding.take(b * ROWS + row, distances[row]);
                }
            }
        }
    }

    /** Fills in the distance of each row of a block, and returns how many rows it has. */
    private static int distances(long[] query, long[][] block, int[] distances) {
        Arrays.fill(distances, 0);
        int rows = block[0].length;
        for (int word = 0; word < query.length; word++) {
            long bits = query[word];
            long[] column = block[word];
            for (int row = 0; row < rows; row++) {
                distances[row] += Long.bitCount(bits ^ column[row]);
            }
        }
        return rows;
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

package dev.commonground.recall;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Unit vectors by passage, and of each a code of one bit a dimension: its signs. How far it is from a question's {@link
 * Code} says roughly how far apart the vectors are, at a twentieth of the cost (decision 12).
 */
final class Vectors {

    /** Rows a block; the last block grows up to this, so that a small scope stays small. */
    private static final int ROWS = 256;

    private static final int FEWEST_ROWS = 4;

    /** The distance of a passage without a vector, more than any other. */
    static final short ABSENT = Short.MAX_VALUE;

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
            words = Code.words(dimension);
        }
        check(vector);
        int block = passage / ROWS;
        int row = passage % ROWS;
        reserve(block, row);
        System.arraycopy(vector, 0, blocks[block], row * dimension, dimension);
        long[] code = Code.signs(vector);
        for (int word = 0; word < words; word++) {
            codes[block][word][row] = code[word];
        }
        present.set(passage);
    }

    /** Refuses a vector of another length than those that are here. */
    void check(float[] vector) {
        check(dimension, vector);
    }

    /** Refuses a vector of another length than {@code dimension}, unless that is 0. */
    static void check(int dimension, float[] vector) {
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

    /** Returns how far each passage is from a question; {@link #ABSENT} without a vector. */
    short[] distances(Code code) {
        short[] distances = new short[present.length()];
        int[] block = new int[ROWS];
        for (int first = 0; first < distances.length; first += ROWS) {
            long[][] columns = codes[first / ROWS];
            if (columns != null) {
                code.distances(columns, block);
            }
            int rows = Math.min(ROWS, distances.length - first);
            for (int row = 0; row < rows; row++) {
                distances[first + row] = (short) block[row];
            }
        }
        for (int gap = present.nextClearBit(0); gap < distances.length; gap = present.nextClearBit(gap + 1)) {
            distances[gap] = ABSENT;
        }
        return distances;
    }

    /** Returns the cosine of a passage that {@linkplain #has has} a vector to {@code query}. */
    double similarity(float[] query, int passage) {
        return Dot.FASTEST.of(query, blocks[passage / ROWS], passage % ROWS * dimension);
    }
}

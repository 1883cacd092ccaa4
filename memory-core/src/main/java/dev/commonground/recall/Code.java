package dev.commonground.recall;

import java.util.Arrays;

/**
 * What a question's vector is compared with codes by: its signs, and how large each of its numbers is, from 0 to 3. Where
 * the signs differ, a large number takes more from the cosine than a small one, so it counts more (the asymmetric
 * comparison of Gao and Long, "RaBitQ", 2024, with two bits a number).
 */
final class Code {

    private static final int LARGEST = 3;

    /** A number as large as the root mean square counts half of the largest. */
    private static final double SCALE = LARGEST / 2.0;

    /**
     * How much more than estimated a cosine may be, times the root of the dimension: so little that of MiniLM's one
     * in ten thousand is more.
     */
    private static final double ERROR = 1.8;

    private final int[] signs;
    private final int[] ones;
    private final int[] twos;
    private final double cosineOfNone;
    private final double cosineOfOne;
    private final double error;

    Code(float[] vector) {
        this.signs = signs(vector);
        this.ones = new int[signs.length];
        this.twos = new int[signs.length];
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        double mean = Math.sqrt(squares / vector.length);
        double sum = 0;
        long sizes = 0;
        for (int i = 0; i < vector.length; i++) {
            int size = mean == 0 ? 0 : (int) Math.min(LARGEST, Math.round(SCALE * Math.abs(vector[i]) / mean));
            ones[i / Integer.SIZE] |= (size & 1) << i;
            twos[i / Integer.SIZE] |= (size >> 1) << i;
            sum += Math.abs(vector[i]);
            sizes += size;
        }
        this.cosineOfNone = sum / Math.sqrt(2 * vector.length / Math.PI);
        this.cosineOfOne = sizes == 0 ? 0 : 2 * cosineOfNone / sizes;
        this.error = ERROR / Math.sqrt(vector.length);
    }

    /**
     * Returns the most that the cosine can be at a distance, 0 to 1: the signs of a vector give its cosine as if its
     * numbers were distributed normally, which those of language models nearly are.
     */
    double mostAt(int distance) {
        return Math.max(0, Math.min(1, cosineOfNone - cosineOfOne * distance + error));
    }

    /** Returns the signs of a vector, a bit each. */
    static int[] signs(float[] vector) {
        int[] signs = new int[words(vector.length)];
        for (int i = 0; i < vector.length; i++) {
            int positive = ~Float.floatToRawIntBits(vector[i]) >>> (Integer.SIZE - 1);
            signs[i / Integer.SIZE] |= positive << i;
        }
        return signs;
    }

    /** Returns how many words the signs of so many numbers take. */
    static int words(int dimension) {
        return (dimension + Integer.SIZE - 1) / Integer.SIZE;
    }

    /** Returns the largest distance that vectors of so many numbers can have. */
    static int farthest(int dimension) {
        return LARGEST * dimension;
    }

    /**
     * Fills in how far each row is from the question.
     *
     * @param columns the signs of the rows: of each word one column
     * @param distances 0 to {@link #farthest}
     */
    void distances(int[][] columns, int[] distances) {
        Arrays.fill(distances, 0);
        for (int word = 0; word < signs.length; word++) {
            add(signs[word], ones[word], twos[word], columns[word], distances);
        }
    }

    /** A loop of its own over ints, which compilers turn into vector instructions where the processor counts bits so. */
    private static void add(int sign, int one, int two, int[] column, int[] distances) {
        for (int row = 0; row < column.length; row++) {
            int different = sign ^ column[row];
            distances[row] += Integer.bitCount(different & one) + 2 * Integer.bitCount(different & two);
        }
    }
}

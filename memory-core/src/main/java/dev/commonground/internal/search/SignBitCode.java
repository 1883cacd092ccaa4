package dev.commonground.internal.search;

import dev.commonground.store.VectorBytes;
import java.util.Arrays;

/**
 * Compares a question's vector with the sign bits of other vectors. The question's side keeps, for each component, its
 * sign and a magnitude from 0 to 3. A differing sign lowers the cosine more where the magnitude is large, so the
 * distance weighs it by the magnitude (the asymmetric comparison of Gao and Long, "RaBitQ", 2024, with two bits for
 * each component).
 *
 * <p>Immutable and thread-safe.
 */
final class SignBitCode {

    private static final int LARGEST = 3;

    /** A component as large as the root mean square gets half of the largest magnitude. */
    private static final double SCALE = LARGEST / 2.0;

    /**
     * The margin that an estimate adds, times the square root of the dimension. With this value one in ten thousand
     * vectors of MiniLM has a cosine above its estimate.
     */
    private static final double MARGIN = 1.8;

    private final int[] signs;

    /** The low and the high bits of the magnitudes. */
    private final int[] ones;

    private final int[] twos;
    private final double cosineAtZero;
    private final double cosineStep;
    private final double margin;

    SignBitCode(float[] vector) {
        this.signs = signs(vector);
        this.ones = new int[signs.length];
        this.twos = new int[signs.length];
        double rootMeanSquare = rootMeanSquare(vector);
        double sum = 0;
        long magnitudes = 0;
        for (int i = 0; i < vector.length; i++) {
            int magnitude = magnitude(vector[i], rootMeanSquare);
            ones[i / Integer.SIZE] |= (magnitude & 1) << i;
            twos[i / Integer.SIZE] |= (magnitude >> 1) << i;
            sum += Math.abs(vector[i]);
            magnitudes += magnitude;
        }
        this.cosineAtZero = sum / Math.sqrt(2 * vector.length / Math.PI);
        this.cosineStep = magnitudes == 0 ? 0 : 2 * cosineAtZero / magnitudes;
        this.margin = MARGIN / Math.sqrt(vector.length);
    }

    private static double rootMeanSquare(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return Math.sqrt(squares / vector.length);
    }

    private static int magnitude(float component, double rootMeanSquare) {
        return rootMeanSquare == 0
                ? 0
                : (int) Math.min(LARGEST, Math.round(SCALE * Math.abs(component) / rootMeanSquare));
    }

    /**
     * Returns an upper estimate of the cosine at a distance, 0 to 1. The estimate assumes normally distributed
     * components, which is nearly true of the vectors of language models.
     */
    double upperEstimate(int distance) {
        return Math.max(0, Math.min(1, cosineAtZero - cosineStep * distance + margin));
    }

    /** Returns the sign bits of a vector, 32 to an int; a set bit marks a positive component. */
    static int[] signs(float[] vector) {
        int[] signs = new int[words(vector.length)];
        for (int i = 0; i < vector.length; i++) {
            int positive = ~Float.floatToRawIntBits(vector[i]) >>> (Integer.SIZE - 1);
            signs[i / Integer.SIZE] |= positive << i;
        }
        return signs;
    }

    /** Returns the sign bits of a {@linkplain VectorBytes#rounded rounded} vector; the bit of a zero is set. */
    static int[] signs(byte[] rounded, int dimension) {
        int[] signs = new int[words(dimension)];
        for (int i = 0; i < dimension; i++) {
            signs[i / Integer.SIZE] |= (VectorBytes.isNegative(rounded, i) ? 0 : 1) << i;
        }
        return signs;
    }

    /** Returns the number of ints that hold the sign bits of a vector. */
    static int words(int dimension) {
        return (dimension + Integer.SIZE - 1) / Integer.SIZE;
    }

    /** Returns the largest possible distance between two vectors. */
    static int maxDistance(int dimension) {
        return LARGEST * dimension;
    }

    /**
     * Computes the distance of each row to the question.
     *
     * @param columns the sign bits of the rows, one column for each word
     * @param distances receives the distances, 0 to {@link #maxDistance}
     */
    void distances(int[][] columns, int[] distances) {
        Arrays.fill(distances, 0);
        for (int word = 0; word < signs.length; word++) {
            add(signs[word], ones[word], twos[word], columns[word], distances);
        }
    }

    /** A separate loop over ints: the JIT compiler vectorizes it where the processor has a vector population count. */
    private static void add(int sign, int one, int two, int[] column, int[] distances) {
        for (int row = 0; row < column.length; row++) {
            int different = sign ^ column[row];
            distances[row] += Integer.bitCount(different & one) + 2 * Integer.bitCount(different & two);
        }
    }
}

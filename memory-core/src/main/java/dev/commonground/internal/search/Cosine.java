package dev.commonground.internal.search;

import dev.commonground.store.VectorBytes;

/**
 * Computes the cosines of a question to packed vectors. A packed vector is a {@linkplain VectorBytes#rounded rounded} one: its
 * step, and three levels of 10 bits to an int. The JIT compiler vectorizes integer sums but not float sums, for which the order
 * matters. Rounding changes a cosine by about 0.0001, and the result is the same on every processor.
 *
 * <p>Immutable and thread-safe.
 */
final class Cosine {

    /** The levels in an int. */
    private static final int LEVELS = 3;

    private static final int LEVEL_BITS = 10;
    private static final int LEVEL_MASK = (1 << LEVEL_BITS) - 1;

    /** A dot product is at most this, times the root of the dimension, times the factor of the question. */
    private static final double LARGEST_LEVEL = 1 << (LEVEL_BITS - 1);

    private final int[] firsts;
    private final int[] seconds;
    private final int[] thirds;
    private final double one;

    /**
     * Prepares a question.
     *
     * @param question a vector of length 1
     */
    Cosine(float[] question) {
        int length = packedLength(question.length) - 1;
        this.firsts = new int[length];
        this.seconds = new int[length];
        this.thirds = new int[length];
        this.one = Math.min(Short.MAX_VALUE, Integer.MAX_VALUE / (LARGEST_LEVEL * Math.sqrt(question.length)) - 1);
        int[][] factors = {firsts, seconds, thirds};
        for (int i = 0; i < question.length; i++) {
            factors[i % LEVELS][i / LEVELS] = (int) Math.round(one * question[i]);
        }
    }

    /** Returns the number of ints that a packed vector takes. */
    static int packedLength(int dimension) {
        return 1 + (dimension + LEVELS - 1) / LEVELS;
    }

    /**
     * Packs a vector.
     *
     * @param rounded the {@linkplain VectorBytes#rounded rounded} vector
     * @param block receives the packed vector
     * @param from the index of its first int in {@code block}
     */
    static void pack(byte[] rounded, int dimension, int[] block, int from) {
        block[from] = Float.floatToRawIntBits(VectorBytes.step(rounded));
        int next = from;
        for (int i = 0; i < dimension; i += LEVELS) {
            int packed = 0;
            for (int nth = 0; nth < LEVELS && i + nth < dimension; nth++) {
                packed |= (VectorBytes.level(rounded, dimension, i + nth) & LEVEL_MASK) << (nth * LEVEL_BITS);
            }
            block[++next] = packed;
        }
    }

    /** Returns the cosine to the vector that was packed into {@code block} at {@code from}. */
    double to(int[] block, int from) {
        double step = Float.intBitsToFloat(block[from]);
        return step * DotProduct.FASTEST.of(firsts, seconds, thirds, block, from + 1) / one;
    }
}

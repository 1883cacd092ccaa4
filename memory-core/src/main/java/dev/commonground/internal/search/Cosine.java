package dev.commonground.internal.search;

/**
 * Computes the cosines of a question to packed vectors. A packed vector stores its components as 16-bit integers, two
 * to an int. This halves the heap use, and the JIT compiler vectorizes integer sums but not float sums, for which the
 * order matters. Rounding changes a cosine by about 0.00001, and the result is the same on every processor.
 *
 * <p>Immutable and thread-safe.
 */
final class Cosine {

    /** The packed value of a component of 1. */
    private static final int ONE = Short.MAX_VALUE;

    private static final double PRODUCT_OF_ONES = (double) ONE * ONE;

    private final int[] lows;
    private final int[] highs;

    /**
     * Prepares a question.
     *
     * @param question a vector of length 1
     */
    Cosine(float[] question) {
        int[] packed = new int[packedLength(question.length)];
        pack(question, packed, 0);
        this.lows = new int[packed.length];
        this.highs = new int[packed.length];
        for (int i = 0; i < packed.length; i++) {
            lows[i] = (short) packed[i];
            highs[i] = packed[i] >> Short.SIZE;
        }
    }

    /** Returns the number of ints that a packed vector takes. */
    static int packedLength(int dimension) {
        return (dimension + 1) / 2;
    }

    /**
     * Packs a vector.
     *
     * @param vector a vector of length 1; the dot product of two such vectors does not overflow
     * @param block receives the packed vector
     * @param from the index of its first int in {@code block}
     */
    static void pack(float[] vector, int[] block, int from) {
        for (int i = 0; i < vector.length; i += 2) {
            int low = Math.round(ONE * vector[i]);
            int high = i + 1 < vector.length ? Math.round(ONE * vector[i + 1]) : 0;
            block[from + i / 2] = (high << Short.SIZE) | (low & 0xffff);
        }
    }

    /** Returns the cosine to the vector that was packed into {@code block} at {@code from}. */
    double to(int[] block, int from) {
        return DotProduct.FASTEST.of(lows, highs, block, from) / PRODUCT_OF_ONES;
    }
}

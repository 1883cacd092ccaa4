package dev.commonground.recall;

/**
 * The cosines of a question to vectors that lie packed on the heap: as whole numbers of 16 bits, two to an int. That
 * halves what they take, and compilers multiply several at once, which they do not with the sums of floats, whose order
 * counts. Rounding moves a cosine by some 0.00001, and every processor comes to the same one.
 *
 * <p>Immutable and thread-safe.
 */
final class Cosine {

    /** What a number of 1 is packed as. */
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

    /** Returns how many ints a vector of so many numbers takes. */
    static int packedLength(int dimension) {
        return (dimension + 1) / 2;
    }

    /**
     * Packs a vector.
     *
     * @param vector of length 1, so no sum of products of two of them overflows
     * @param block where to
     * @param from the place of its first int there
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
        return Dot.FASTEST.of(lows, highs, block, from) / PRODUCT_OF_ONES;
    }
}

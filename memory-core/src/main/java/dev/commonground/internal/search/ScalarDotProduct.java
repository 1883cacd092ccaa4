package dev.commonground.internal.search;

/** The dot product as a plain loop over ints, which the JIT compiler vectorizes. */
final class ScalarDotProduct implements DotProduct {

    @Override
    public int of(int[] lows, int[] highs, int[] packed, int from) {
        int sum = 0;
        for (int i = 0; i < lows.length; i++) {
            int both = packed[from + i];
            sum += lows[i] * ((both << Short.SIZE) >> Short.SIZE) + highs[i] * (both >> Short.SIZE);
        }
        return sum;
    }
}

package dev.commonground.recall;

/** Dot products in a loop that compilers turn into vector instructions: one sum of ints, and shifts to unpack them. */
final class PlainDot implements Dot {

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

package dev.commonground.internal.search;

/** The dot product as a plain loop over ints, which the JIT compiler vectorizes. */
final class ScalarDotProduct implements DotProduct {

    @Override
    public int of(int[] firsts, int[] seconds, int[] thirds, int[] packed, int from) {
        int sum = 0;
        for (int i = 0; i < firsts.length; i++) {
            int all = packed[from + i];
            sum += firsts[i] * ((all << 22) >> 22) + seconds[i] * ((all << 12) >> 22) + thirds[i] * ((all << 2) >> 22);
        }
        return sum;
    }
}

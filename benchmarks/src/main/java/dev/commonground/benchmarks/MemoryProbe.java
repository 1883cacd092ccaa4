package dev.commonground.benchmarks;

/** The limit of a search that looks at every memory: reading 384 bits of each from memory once. */
final class MemoryProbe {

    private static final int LONGS = 6;
    private static final int ROUNDS = 50;

    private final long[] codes;
    private long sum;

    MemoryProbe(int memories) {
        this.codes = new long[memories * LONGS];
    }

    /** Returns how long one reading takes, in milliseconds. */
    double millis() {
        Durations times = new Durations();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (long code : codes) {
                sum += code;
            }
            times.add(System.nanoTime() - start);
        }
        return sum == 0 ? times.millis(0.1) : Double.NaN;
    }
}

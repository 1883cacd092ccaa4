package dev.commonground.benchmarks.measure;

/** Measures the lower limit of an exhaustive search: reading 384 bits per memory once. */
public final class MemoryProbe {

    private static final int LONGS = 6;
    private static final int ROUNDS = 50;

    /** The memories read before, until the loop is compiled. */
    private static final int WARM_UP = 2_000_000;

    private final long[] codes;
    private long sum;

    /** Prepares to read the bits of {@code memories} memories. */
    public MemoryProbe(int memories) {
        this.codes = new long[memories * LONGS];
    }

    /** Returns the time of one pass in milliseconds. */
    public double millis() {
        Durations times = new Durations();
        int before = WARM_UP / Math.max(1, codes.length / LONGS);
        for (int round = -before; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (long code : codes) {
                sum += code;
            }
            (round < 0 ? new Durations() : times).add(System.nanoTime() - start);
        }
        return sum == 0 ? times.millis(0.1) : Double.NaN;
    }
}

package dev.commonground.benchmarks;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * How long something took, many times over.
 *
 * <p>Not thread-safe.
 */
public final class Durations {

    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int size;

    /** Begins with none. */
    public Durations() {}

    /** Runs {@code task} and notes how long it took. */
    public <T> T time(Callable<T> task) throws Exception {
        long start = System.nanoTime();
        T result = task.call();
        add(System.nanoTime() - start);
        return result;
    }

    /** Notes a duration in nanoseconds. */
    public void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = duration;
    }

    /** Notes all of another's durations. */
    void addAll(Durations other) {
        for (int i = 0; i < other.size; i++) {
            add(other.nanos[i]);
        }
    }

    /** Returns the duration in milliseconds that the share {@code p} of all (0 to 1) stay within. */
    public double millis(double p) {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (p * size))] / NANOS_PER_MILLI;
    }
}

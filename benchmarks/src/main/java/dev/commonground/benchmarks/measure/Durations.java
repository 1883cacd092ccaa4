package dev.commonground.benchmarks.measure;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * A growing sample of durations.
 *
 * <p>Not thread-safe.
 */
public final class Durations {

    /** The nanoseconds in a millisecond. */
    public static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int size;

    /** Creates an empty sample. */
    public Durations() {}

    /** Runs {@code task} and adds its duration. */
    public <T> T time(Callable<T> task) throws Exception {
        long start = System.nanoTime();
        T result = task.call();
        add(System.nanoTime() - start);
        return result;
    }

    /** Adds a duration in nanoseconds. */
    public void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = duration;
    }

    /** Returns the number of durations. */
    public int size() {
        return size;
    }

    /** Adds all durations of another sample. */
    public void addAll(Durations other) {
        for (int i = 0; i < other.size; i++) {
            add(other.nanos[i]);
        }
    }

    /** Returns the quantile {@code p} (0 to 1) in milliseconds. */
    public double millis(double p) {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (p * size))] / NANOS_PER_MILLI;
    }
}

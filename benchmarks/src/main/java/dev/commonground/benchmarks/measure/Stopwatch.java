package dev.commonground.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures the time that passes and the processor time of the calling thread, from its creation on. */
public final class Stopwatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long processor = THREADS.getCurrentThreadCpuTime();
    private final long start = System.nanoTime();

    /** Starts to measure. */
    public Stopwatch() {}

    /** Returns the nanoseconds that passed. */
    public long nanos() {
        return System.nanoTime() - start;
    }

    /** Returns the nanoseconds of processor time of the calling thread. */
    public long processorNanos() {
        return THREADS.getCurrentThreadCpuTime() - processor;
    }
}

package dev.commonground.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures the time that passes and the processor time of the calling thread, from its creation on. */
final class Stopwatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long processor = THREADS.getCurrentThreadCpuTime();
    private final long start = System.nanoTime();

    /** Returns the nanoseconds that passed. */
    long nanos() {
        return System.nanoTime() - start;
    }

    /** Returns the nanoseconds of processor time of the calling thread. */
    long processorNanos() {
        return THREADS.getCurrentThreadCpuTime() - processor;
    }
}

package dev.commonground.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The time that this process has used on all processors together. */
public final class ProcessorTime {

    private ProcessorTime() {}

    /** Returns the time in nanoseconds since the start of the process. */
    public static long nanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}

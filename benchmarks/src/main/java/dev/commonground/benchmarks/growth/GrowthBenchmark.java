package dev.commonground.benchmarks.growth;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.growth.GrowthAxis.GrowthCall;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.Stopwatch;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.benchmarks.writers.WriterProcess;
import dev.commonground.benchmarks.writers.Writers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how the cost of a call grows with what a memory has much of: at n, 2n and 4n. */
@Command(
        name = "growth",
        description = "The growth of each verb's time and allocation with n, 2n and 4n of what it may depend on.")
public final class GrowthBenchmark implements Callable<Integer> {

    private static final int[] MULTIPLES = {1, 2, 4};

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--n", description = "The least n (default: ${DEFAULT-VALUE})", defaultValue = "500")
    private int n;

    @Option(
            names = "--calls",
            description = "Measured calls of each verb, after as many to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "60")
    private int calls;

    @Option(
            names = "--writes",
            description = "Writes of each thread and process; 0 skips them (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int writes;

    @Option(names = "--axes", split = ",", description = "What to grow: ${COMPLETION-CANDIDATES} (default: all)")
    private Set<GrowthAxis> axes = EnumSet.allOf(GrowthAxis.class);

    /** Creates the command. */
    public GrowthBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        for (GrowthAxis axis : axes) {
            try (WorkFolder folder = WorkFolder.make()) {
                grow(report, axis, folder.path());
            }
        }
        if (writes > 0) {
            try (WorkFolder folder = WorkFolder.make()) {
                writers(report, folder.path());
            }
        }
    }

    private void grow(Report report, GrowthAxis axis, Path folder) throws Exception {
        List<SharedMemory> open = new ArrayList<>();
        try {
            List<List<GrowthCall>> sizes = new ArrayList<>();
            for (int multiple : MULTIPLES) {
                open.add(Writers.Recall.BY_KEYWORDS.open(folder.resolve(multiple + ".db")));
                sizes.add(axis.prepare(open.get(open.size() - 1), n * multiple, n * MULTIPLES[MULTIPLES.length - 1]));
            }
            for (int call = 0; call < sizes.get(0).size(); call++) {
                int index = call;
                grow(report, axis, sizes.stream().map(size -> size.get(index)).toList());
            }
        } finally {
            open.forEach(SharedMemory::close);
        }
    }

    /** The costs of one call at one n. */
    private record Costs(Durations times, Durations processor, List<Long> bytes) {

        Costs() {
            this(new Durations(), new Durations(), new ArrayList<>());
        }

        void add(Runnable work) {
            long before = Allocation.bytes();
            Stopwatch watch = new Stopwatch();
            work.run();
            processor.add(watch.processorNanos());
            times.add(watch.nanos());
            bytes.add(Allocation.bytes() - before);
        }

        /** Returns the processor time of the calling thread; a write's commit is on another thread. */
        double medianNanos() {
            return processor.millis(0.5) * Durations.NANOS_PER_MILLI;
        }

        double medianBytes() {
            return bytes.stream().sorted().skip(bytes.size() / 2).findFirst().orElse(0L);
        }
    }

    /** Alternates the sizes, so that all run under the same load. */
    private void grow(Report report, GrowthAxis axis, List<GrowthCall> sizes) {
        List<Costs> costs = Stream.generate(Costs::new).limit(sizes.size()).toList();
        for (int round = -calls; round < calls; round++) {
            for (int size = 0; size < sizes.size(); size++) {
                (round < 0 ? new Costs() : costs.get(size)).add(sizes.get(size).work());
            }
        }
        String name = "%s, %s".formatted(sizes.get(0).name(), axis);
        Growth allowed = sizes.get(0).allowed();
        double[] bytes = costs.stream().mapToDouble(Costs::medianBytes).toArray();
        double[] nanos = costs.stream().mapToDouble(Costs::medianNanos).toArray();
        report(report, name + ", allocation", allowed, "KB", 1e3, bytes);
        report(report, name + ", processor time", allowed, "ms", Durations.NANOS_PER_MILLI, nanos);
        report.add(Figure.of(
                name + ", passed at 4n", costs.get(costs.size() - 1).times.millis(0.5), "ms"));
    }

    private void report(Report report, String name, Growth allowed, String unit, double divisor, double... costs) {
        double exponent = Growth.exponent(costs);
        String range = " at %,d".formatted(n);
        report.add(Figure.of(name + range, costs[0] / divisor, unit));
        report.add(Figure.of(name + " at 4n", costs[costs.length - 1] / divisor, unit));
        report.add(
                Figure.of("  grows " + Growth.of(exponent) + ", " + allowed + " allowed: " + name, exponent, "exponent")
                        .atMost(allowed.most()));
    }

    /** Reports the time for each write of all writers together; it is flat if a writer does not slow down the others. */
    private void writers(Report report, Path folder) throws Exception {
        double[] threads = new double[MULTIPLES.length];
        double[] processes = new double[MULTIPLES.length];
        for (int i = 0; i < MULTIPLES.length; i++) {
            int count = MULTIPLES[i];
            threads[i] = Writers.threads(folder.resolve("threads-%d.db".formatted(count)), count, writes)
                    .perSecond();
            processes[i] = WriterProcess.perSecond(folder.resolve("processes-%d.db".formatted(count)), count, writes);
        }
        perWrite(report, "threads", threads);
        perWrite(report, "processes", processes);
    }

    private static void perWrite(Report report, String writers, double... perSecond) {
        double[] nanos = Arrays.stream(perSecond).map(rate -> 1e9 / rate).toArray();
        double exponent = Growth.exponent(nanos);
        for (int i = 0; i < nanos.length; i++) {
            String name = "time for each write of %d %s".formatted(MULTIPLES[i], writers);
            report.add(Figure.of(name, nanos[i] / Durations.NANOS_PER_MILLI, "ms"));
        }
        report.add(
                Figure.of("  grows " + Growth.of(exponent) + ", flat allowed: 1, 2, 4 " + writers, exponent, "exponent")
                        .atMost(Growth.FLAT.most()));
    }
}

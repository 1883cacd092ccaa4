package dev.commonground.benchmarks;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures durable writes by one writer, several threads and several processes, and recalls of fresh writes. */
@Command(
        name = "remember",
        description =
                "Durable writes compared with a plain append and fdatasync; several threads and processes with one.")
final class RememberBenchmark implements Callable<Integer> {

    /** The size in bytes of a memory of about 20 words with its vector: one page. */
    private static final int PAGE = 4_096;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--writes", description = "Writes to time (default: ${DEFAULT-VALUE})", defaultValue = "2000")
    private int writes;

    @Option(names = "--writers", description = "Threads and processes (default: ${DEFAULT-VALUE})", defaultValue = "8")
    private int writers;

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make()) {
            oneWriter(report, folder.path(), Writers.Recall.BY_KEYWORDS);
            oneWriter(report, folder.path(), Writers.Recall.BY_VECTORS);
            threads(report, folder.path());
            processes(report, folder.path());
        }
    }

    private void oneWriter(Report report, Path folder, Writers.Recall recall) throws Exception {
        WriteTimes times;
        PairTimes pairs;
        try (SharedMemory memory = recall.open(folder.resolve(recall + ".db"))) {
            times = writes(memory.task("alone").agent("writer"), folder);
            pairs = pairs(memory.task("both").agent("writer"));
        }
        double limit = times.probe.millis(0.5);
        report.add(Figure.of("append and fdatasync of 4 KB, p50", limit, "ms"));
        report.add(Figure.of("remember " + recall + ", one writer, p50", times.remember.millis(0.5) / limit, "x")
                .atMost(1.5)
                .limit("fdatasync", 1));
        report.add(Figure.of("remember " + recall + ", one writer, p99", times.remember.millis(0.99) / limit, "x")
                .limit("fdatasync, p99", times.probe.millis(0.99) / limit));
        report.add(Figure.of("remember, then recall " + recall + ", p50", pairs.times.millis(0.5) / limit, "x")
                .atMost(4)
                .limit("fdatasync", 1));
        report.add(Figure.of("remembered but not recalled " + recall, pairs.misses, "misses")
                .atMost(0));
    }

    /** The durations of durable appends and of writes. */
    private record WriteTimes(Durations probe, Durations remember) {}

    /** Alternates writes and appends, so both run under the same load. */
    private WriteTimes writes(AgentMemory writer, Path folder) throws Exception {
        WriteTimes times = new WriteTimes(new Durations(), new Durations());
        try (FsyncProbe probe = new FsyncProbe(folder.resolve("probe"))) {
            for (int i = -writes; i < writes; i++) {
                String text = Writers.text("alone", i);
                long start = System.nanoTime();
                probe.append(PAGE);
                long probed = System.nanoTime();
                writer.remember(text);
                long written = System.nanoTime();
                if (i >= 0) {
                    times.probe.add(probed - start);
                    times.remember.add(written - probed);
                }
            }
        }
        return times;
    }

    /**
     * The durations of a write followed by a recall of it.
     *
     * @param misses the number of recalls that did not find the write
     */
    private record PairTimes(Durations times, int misses) {}

    private PairTimes pairs(AgentMemory agent) {
        Durations times = new Durations();
        int misses = 0;
        for (int i = -writes; i < writes; i++) {
            String text = Writers.text("both", i);
            long start = System.nanoTime();
            agent.remember(text);
            boolean found = agent.recall(RecallRequest.builder(text).limit(3).build()).stream()
                    .anyMatch(match -> match.memory().text().equals(text));
            if (i >= 0) {
                times.add(System.nanoTime() - start);
            }
            misses += found ? 0 : 1;
        }
        return new PairTimes(times, misses);
    }

    private void threads(Report report, Path folder) throws Exception {
        Writers.Pace one = Writers.threads(folder.resolve("thread.db"), 1, writes);
        Writers.Pace many = Writers.threads(folder.resolve("threads.db"), writers, writes);
        report.add(Figure.of("throughput, one thread", one.perSecond(), "/s"));
        report.add(Figure.of("throughput, %d threads / one".formatted(writers), many.perSecond() / one.perSecond(), "x")
                .atLeast(4));
        report.add(Figure.of(
                        "p99 / p50 of %d threads".formatted(writers),
                        many.times().millis(0.99) / many.times().millis(0.5),
                        "x")
                .atMost(10));
    }

    private void processes(Report report, Path folder) throws Exception {
        double one = WriterProcess.perSecond(folder.resolve("process.db"), 1, writes);
        double many = WriterProcess.perSecond(folder.resolve("processes.db"), writers, writes);
        report.add(Figure.of("throughput, one process", one, "/s"));
        report.add(Figure.of("throughput, %d processes / one".formatted(writers), many / one, "x")
                .atLeast(1));
    }
}

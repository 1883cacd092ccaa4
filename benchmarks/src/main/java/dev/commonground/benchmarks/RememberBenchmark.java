package dev.commonground.benchmarks;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a durable write costs: by one writer, by several threads, by several processes, and read at once. */
@Command(
        name = "remember",
        description = "Durable writes beside a bare append and fdatasync; several threads and processes beside one.")
final class RememberBenchmark implements Callable<Integer> {

    /** What a memory of about 20 words with its vector takes, in bytes: one page. */
    private static final int MEMORY = 4_096;

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

    /** Writes in turn with the probe, so that both meet the same disk; then reads each write at once. */
    private void oneWriter(Report report, Path folder, Writers.Recall recall) throws Exception {
        Durations probe = new Durations();
        Durations remember = new Durations();
        Durations pair = new Durations();
        int misses = 0;
        try (FsyncProbe bare = new FsyncProbe(folder.resolve("probe"));
                SharedMemory memory = recall.open(folder.resolve(recall + ".db"))) {
            AgentMemory writer = memory.task("alone").agent("writer");
            for (int i = -writes; i < writes; i++) {
                String text = Writers.text("alone", i);
                long start = System.nanoTime();
                bare.append(MEMORY);
                long probed = System.nanoTime();
                writer.remember(text);
                long written = System.nanoTime();
                if (i >= 0) {
                    probe.add(probed - start);
                    remember.add(written - probed);
                }
            }
            AgentMemory both = memory.task("both").agent("writer");
            for (int i = -writes; i < writes; i++) {
                String text = Writers.text("both", i);
                long start = System.nanoTime();
                both.remember(text);
                boolean found = both.recall(RecallRequest.builder(text).limit(3).build()).stream()
                        .anyMatch(match -> match.memory().text().equals(text));
                if (i >= 0) {
                    pair.add(System.nanoTime() - start);
                }
                misses += found ? 0 : 1;
            }
        }
        double limit = probe.millis(0.5);
        report.add(Figure.of("append and fdatasync of 4 KB, p50", limit, "ms"));
        report.add(Figure.of("remember " + recall + ", one writer, p50", remember.millis(0.5) / limit, "x")
                .atMost(1.5)
                .limit("fdatasync", 1));
        report.add(Figure.of("remember " + recall + ", one writer, p99", remember.millis(0.99) / limit, "x")
                .limit("fdatasync, p99", probe.millis(0.99) / limit));
        report.add(Figure.of("remember, then recall " + recall + ", p50", pair.millis(0.5) / limit, "x")
                .atMost(4)
                .limit("fdatasync", 1));
        report.add(Figure.of("remembered but not recalled " + recall, misses, "misses")
                .atMost(0));
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

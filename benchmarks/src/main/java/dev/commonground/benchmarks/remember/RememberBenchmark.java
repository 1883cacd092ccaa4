package dev.commonground.benchmarks.remember;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.benchmarks.writers.FsyncProbe;
import dev.commonground.benchmarks.writers.WriterProcess;
import dev.commonground.benchmarks.writers.Writers;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures durable writes by one writer, several threads and several processes, and recalls of fresh writes. */
@Command(
        name = "remember",
        description =
                "Durable writes compared with an overwriting fdatasync of the same bytes; several threads and processes with one.")
public final class RememberBenchmark implements Callable<Integer> {

    /** An embedding takes longer than a write, so fewer writes are measured with it. */
    private static final int EMBEDDED = 4;

    /** The milliseconds that a write with its embedding may take beside its sync. */
    private static final double WITH_EMBEDDING = 2.5;

    /** From this share of the processors on, more threads have nothing to run on. */
    private static final double ALL_BUSY = 0.9;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--writes", description = "Writes to time (default: ${DEFAULT-VALUE})", defaultValue = "2000")
    private int writes;

    @Option(names = "--writers", description = "Threads and processes (default: ${DEFAULT-VALUE})", defaultValue = "8")
    private int writers;

    @Option(names = "--no-embedding", description = "Only measure writes whose embedding takes no time")
    private boolean withoutEmbedding;

    /** Creates the command. */
    public RememberBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make()) {
            oneWriter(report, folder.path(), Writers.Recall.BY_KEYWORDS);
            oneWriter(report, folder.path(), Writers.Recall.BY_VECTORS);
            if (!withoutEmbedding) {
                embedding(report, folder.path());
            }
            threads(report, folder.path());
            processes(report, folder.path());
        }
    }

    /** Compares a write, and a write followed by a recall of it, with probes beside each of them. */
    private void oneWriter(Report report, Path folder, Writers.Recall recall) throws Exception {
        try (SharedMemory memory = recall.open(folder.resolve(recall + ".db"));
                FsyncProbe probe = FsyncProbe.ofRemember(folder.resolve("probed " + recall + ".db"), recall)) {
            AgentMemory alone = memory.task("alone").agent("writer");
            AgentMemory both = memory.task("both").agent("writer");
            report.add(Figure.of("bytes that a write logs, " + recall, probe.bytes(), "bytes"));
            ratios(report, recall, beside(probe, writes, i -> remember(alone, Writers.text("alone", i))));
            pairs(report, recall, beside(probe, writes, i -> rememberAndRecall(both, Writers.text("both", i))));
        }
    }

    private static void ratios(Report report, Writers.Recall recall, WriteTimes times) {
        double limit = times.probe.millis(0.5);
        report.add(Figure.of("overwriting and fdatasync of these bytes, p50", limit, "ms"));
        report.add(Figure.of("remember " + recall + ", one writer, p50", times.work.millis(0.5) / limit, "x")
                .atMost(1.5)
                .limit("fdatasync", 1));
        report.add(Figure.of("remember " + recall + ", one writer, p99", times.work.millis(0.99) / limit, "x")
                .limit("fdatasync, p99", times.probe.millis(0.99) / limit));
    }

    private static void pairs(Report report, Writers.Recall recall, WriteTimes times) {
        double limit = times.probe.millis(0.5);
        report.add(Figure.of("overwriting and fdatasync beside these, p50", limit, "ms"));
        report.add(Figure.of("remember, then recall " + recall + ", p50", times.work.millis(0.5) / limit, "x")
                .atMost(4)
                .limit("fdatasync", 1));
        report.add(Figure.of("remembered but not recalled " + recall, times.misses, "misses")
                .atMost(0));
    }

    /** Reports a write with its embedding; the embedding of another text is measured beside each write. */
    private void embedding(Report report, Path folder) throws Exception {
        Writers.Recall recall = Writers.Recall.BY_MINILM;
        EmbeddingModel model = recall.provider().load();
        Durations alone = new Durations();
        try (SharedMemory memory = recall.open(folder.resolve(recall + ".db"));
                FsyncProbe probe = FsyncProbe.ofRemember(folder.resolve("probed " + recall + ".db"), recall)) {
            AgentMemory writer = memory.task("alone").agent("writer");
            WriteTimes times = beside(
                    probe,
                    Math.max(1, writes / EMBEDDED),
                    i -> (i < 0 ? new Durations() : alone).time(() -> embed(model, Writers.text("nobody", i))),
                    i -> remember(writer, Writers.text("alone", i)));
            embedding(report, times.work.millis(0.5), alone.millis(0.5), times.probe.millis(0.5));
        }
    }

    private static void embedding(Report report, double work, double embedding, double sync) {
        report.add(Figure.of("remember by minilm, embedding included, p50", work, "ms")
                .atMost(sync + WITH_EMBEDDING)
                .limit("embedding and fdatasync", embedding + sync));
    }

    /**
     * The durations of work and of durable overwrites beside it.
     *
     * @param misses how often the work did not find what it wrote
     */
    private record WriteTimes(Durations probe, Durations work, int misses) {}

    /** Work with a number. */
    private interface Work {
        /** Returns whether the work found what it wrote. */
        boolean run(int number) throws Exception;
    }

    /** Alternates work and probes, so that both run under the same load. */
    private static WriteTimes beside(FsyncProbe probe, int count, Work work) throws Exception {
        return beside(probe, count, number -> true, work);
    }

    /** Alternates work, probes, and what is done before work and not measured with it. */
    private static WriteTimes beside(FsyncProbe probe, int count, Work before, Work work) throws Exception {
        Durations probes = new Durations();
        Durations times = new Durations();
        int misses = 0;
        for (int i = -count; i < count; i++) {
            int number = i;
            probe.time(i < 0 ? new Durations() : probes);
            boolean ready = before.run(i);
            boolean found = (i < 0 ? new Durations() : times).time(() -> work.run(number));
            misses += ready && found ? 0 : 1;
        }
        return new WriteTimes(probes, times, misses);
    }

    private static boolean embed(EmbeddingModel model, String text) {
        return model.embed(text).content().dimension() > 0;
    }

    private static boolean remember(AgentMemory agent, String text) {
        return agent.remember(text).memory().text().equals(text);
    }

    private static boolean rememberAndRecall(AgentMemory agent, String text) {
        agent.remember(text);
        return agent.recall(RecallRequest.builder(text).limit(3).build()).stream()
                .anyMatch(match -> match.memory().text().equals(text));
    }

    private void threads(Report report, Path folder) throws Exception {
        Writers.Pace one = Writers.threads(folder.resolve("thread.db"), 1, writes);
        Writers.Pace many = Writers.threads(folder.resolve("threads.db"), writers, writes);
        report.add(Figure.of("throughput, one thread", one.perSecond(), "/s"));
        report.add(
                Figure.of("share of the processors that %d threads keep busy".formatted(writers), many.busy(), "of 1"));
        Figure ratio =
                Figure.of("throughput, %d threads / one".formatted(writers), many.perSecond() / one.perSecond(), "x");
        report.add(many.busy() >= ALL_BUSY ? ratio.limit("all processors are busy", ratio.value()) : ratio.atLeast(4));
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

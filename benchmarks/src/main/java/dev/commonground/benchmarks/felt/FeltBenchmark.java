package dev.commonground.benchmarks.felt;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.SentenceGenerator;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.memory.Draft;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a user waits for, with the embedding of every text: in processes of their own, cold and warm. */
@Command(
        name = "felt",
        description = "What a user waits for, embedding included: the first answer of a process, and warm calls.")
public final class FeltBenchmark implements Callable<Integer> {

    private static final long SEED = 20_261_130;
    private static final int BATCH = 1_000;

    /** The goals, in milliseconds. A write may take this long beside its sync. */
    private static final double NEW_QUESTION = 2;

    private static final double REPEATED_QUESTION = 0.6;
    private static final double WRITE_BESIDE_SYNC = 2.5;
    private static final double FIRST_WITHOUT_MODEL = 500;
    private static final double FIRST_WITH_MODEL = 1_200;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(
            names = "--first",
            description = "Memories of the scope of the first answer (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int first;

    @Option(
            names = "--size",
            description = "Memories of the scope of warm calls (default: ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private int size;

    @Option(
            names = "--calls",
            description = "Warm calls of each sort, after as many to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "500")
    private int calls;

    @Option(
            names = "--starts",
            description = "Processes whose first answer is measured (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int starts;

    /** Creates the command. */
    public FeltBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make()) {
            first(report, folder.path(), FeltModel.NONE);
            for (FeltModel model : List.of(FeltModel.FULL, FeltModel.QUANTIZED)) {
                first(report, folder.path(), model);
                warm(report, folder.path(), model);
            }
        }
    }

    /** Reports the first answer of processes; one before them brings the files into the cache of the system. */
    private void first(Report report, Path folder, FeltModel model) throws Exception {
        Path file = fill(folder, model, first);
        FeltProcess.run(model, file, 0);
        Durations answers = new Durations();
        Durations opening = new Durations();
        Durations processor = new Durations();
        for (int start = 0; start < starts; start++) {
            Map<String, Double> times = FeltProcess.run(model, file, 0);
            answers.add(nanos(times, "answer"));
            opening.add(nanos(times, "open"));
            processor.add(nanos(times, "processor"));
        }
        String what = ", %,d memories, %s".formatted(first, model);
        report.add(Figure.of("first answer of a process after open" + what, answers.millis(0.5), "ms")
                .atMost(model == FeltModel.NONE ? FIRST_WITHOUT_MODEL : FIRST_WITH_MODEL));
        report.add(Figure.of("  open before it" + what, opening.millis(0.5), "ms"));
        report.add(Figure.of("  processor time of the process until then" + what, processor.millis(0.5), "ms"));
    }

    private void warm(Report report, Path folder, FeltModel model) throws Exception {
        Map<String, Double> times = FeltProcess.run(model, fill(folder, model, size), calls);
        String what = " among %,d, p50, %s".formatted(size, model);
        double embedding = millis(times, "embedding");
        double sync = millis(times, "sync");
        report.add(Figure.of("recall of a new question" + what, millis(times, "new"), "ms")
                .atMost(NEW_QUESTION)
                .limit("embedding alone", embedding));
        report.add(Figure.of("recall of a repeated question" + what, millis(times, "repeated"), "ms")
                .atMost(REPEATED_QUESTION));
        report.add(Figure.of("remember" + what, millis(times, "remember"), "ms")
                .atMost(sync + WRITE_BESIDE_SYNC)
                .limit("embedding and fdatasync", embedding + sync));
        report.add(Figure.of("embedding between these calls" + what, millis(times, "between"), "ms")
                .limit("embedding alone", embedding));
        report.add(Figure.of("embedding, a text of 64 at once / a text alone, " + model, value(times, "batch"), "x"));
    }

    private static long nanos(Map<String, Double> times, String name) {
        return (long) value(times, name);
    }

    private static double millis(Map<String, Double> times, String name) {
        return value(times, name) / Durations.NANOS_PER_MILLI;
    }

    private static double value(Map<String, Double> times, String name) {
        Double value = times.get(name);
        if (value == null) {
            throw new IllegalStateException("The measured process ended without its figure \"" + name + "\"");
        }
        return value;
    }

    private static Path fill(Path folder, FeltModel model, int memories) {
        Path file = folder.resolve("%s-%d.db".formatted(model.name(), memories));
        SentenceGenerator texts = new SentenceGenerator(SEED);
        try (SharedMemory memory = model.open(file)) {
            AgentMemory writer = memory.task(FeltProcess.TASK).agent("writer");
            for (int done = 0; done < memories; done += BATCH) {
                writer.rememberAll(drafts(texts, Math.min(BATCH, memories - done)));
            }
        }
        return file;
    }

    private static List<Draft> drafts(SentenceGenerator texts, int count) {
        return Stream.generate(texts::next)
                .limit(count)
                .map(text -> Draft.finding(text).build())
                .toList();
    }
}

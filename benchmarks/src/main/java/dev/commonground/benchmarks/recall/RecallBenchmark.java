package dev.commonground.benchmarks.recall;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.corpus.StoreLoader;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.Jmh;
import dev.commonground.benchmarks.measure.MemoryProbe;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.minilm.MiniLmEmbeddingModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures warm and cold recall in scopes of several sizes. */
@Command(
        name = "recall",
        description = "Hybrid recall in scopes of several sizes, warm and cold; embedding is measured separately.")
public final class RecallBenchmark implements Callable<Integer> {

    /** The goal for the median recall in milliseconds, by the size of the scope. */
    private static final Map<Integer, Double> GOALS = Map.of(1_000, 0.25, 10_000, 0.6, 100_000, 1.0, 1_000_000, 5.0);

    private static final int CROWDED_SCOPE = 1_000;
    private static final int CROWD_READ = 10;

    /** An exhaustive search of a larger scope takes seconds, so it is asked fewer questions. */
    private static final int MANY_ASKED = 10_000;

    private static final int FEW = 20;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Option(
            names = "--sizes",
            split = ",",
            description =
                    "Memories in a scope; 1000000 needs 8 GB of disk and 8 GB of heap (default: ${DEFAULT-VALUE})",
            defaultValue = "1000,10000,100000")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--crowd",
            description = "Scopes of 1,000 memories in one store; the goal is for 1000, 0 skips it (default:"
                    + " ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int crowd;

    @Option(
            names = "--starts",
            description = "First recalls of a cold scope, and as many in fresh processes (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int starts;

    /** Creates the command. */
    public RecallBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        Corpus corpus = Corpus.embedded(new MiniLmEmbeddingModel(), trial.sentences());
        try (WorkFolder folder = WorkFolder.make()) {
            Path vectors = folder.path().resolve("corpus");
            corpus.write(vectors);
            for (int size : sizes) {
                oneScope(report, corpus, vectors, size);
            }
            crowd(report, corpus, vectors);
        }
        embedding(report, corpus);
    }

    private void oneScope(Report report, Corpus corpus, Path vectors, int size) throws Exception {
        Path store = vectors.resolveSibling(size + ".db");
        load(report, corpus, store, 1, size);
        String scope = "scope of %,d".formatted(size);
        new ColdScope(corpus, store, size).into(report, scope, vectors, starts);
        found(report, corpus, store, size);
        recall(report, scope, store, vectors, 1, size);
        Files.delete(store);
    }

    private void crowd(Report report, Corpus corpus, Path vectors) throws Exception {
        if (crowd == 0) {
            return;
        }
        Path store = vectors.resolveSibling("crowd.db");
        load(report, corpus, store, crowd, CROWDED_SCOPE);
        String scope = "scope of 1,000 among %,d".formatted(crowd);
        recall(report, scope, store, vectors, Math.min(crowd, CROWD_READ), CROWDED_SCOPE);
    }

    private static void load(Report report, Corpus corpus, Path store, int tasks, int size) {
        long start = System.nanoTime();
        new StoreLoader(corpus).load(store, tasks, size);
        double seconds = (System.nanoTime() - start) / 1e9;
        report.add(Figure.of("filling a store with %,d memories".formatted(tasks * size), seconds, "s"));
        double bytes = store.toFile().length();
        report.add(Figure.of("disk per memory", bytes / tasks / size / 1_000, "KB"));
    }

    private void recall(Report report, String scope, Path store, Path vectors, int tasks, int size) throws Exception {
        Jmh.Times times = Jmh.run(
                RecallTrial.class,
                trial.effort(),
                Map.of("store", store.toString(), "corpus", vectors.toString(), "tasks", "" + tasks));
        Figure p50 = Figure.of("hybrid recall, p50, " + scope, times.millis("recall", 50), "ms")
                .limit("reading the codes once", new MemoryProbe(size).millis());
        Double goal = GOALS.get(size);
        report.add(goal == null ? p50 : p50.atMost(goal));
        report.add(Figure.of("hybrid recall, p95, " + scope, times.millis("recall", 95), "ms"));
    }

    /** Reports the share of the ten best memories of an exhaustive search that a search for ten finds. */
    private static void found(Report report, Corpus corpus, Path store, int size) {
        try (SharedMemory memory =
                SharedMemory.builder(store).embeddings(corpus.provider()).open()) {
            AgentMemory reader = memory.task(StoreLoader.task(0)).agent("reader");
            found(report, reader, "vectors alone, scope of %,d".formatted(size), corpus.wordless(), size);
            found(report, reader, "hybrid, scope of %,d".formatted(size), corpus.questions(), size);
        }
    }

    private static void found(Report report, AgentMemory reader, String where, List<String> questions, int size) {
        List<String> asked = questions.subList(0, size <= MANY_ASKED ? questions.size() : FEW);
        double share = Filters.recall(reader, asked, Filters.exhaustive(reader, asked, size));
        report.add(Figure.of("recall@10 of an exhaustive search, " + where, share, "of 1")
                .atLeast(0.99));
    }

    private static void embedding(Report report, Corpus corpus) throws Exception {
        MiniLmEmbeddingModel model = new MiniLmEmbeddingModel();
        Durations times = new Durations();
        for (String question : corpus.questions()) {
            times.time(() -> model.embed(question));
        }
        report.add(Figure.of("embedding of a query, p50, in addition to each recall", times.millis(0.5), "ms"));
    }
}

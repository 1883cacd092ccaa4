package dev.commonground.benchmarks;

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

/** Compares recall with langchain4j's in-memory store, which searches only vectors. */
@Command(
        name = "peer",
        description =
                "Hybrid recall compared with langchain4j's InMemoryEmbeddingStore, with the same vectors and filters.")
final class PeerBenchmark implements Callable<Integer> {

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Option(
            names = "--sizes",
            split = ",",
            description = "Memories to search in (default: ${DEFAULT-VALUE})",
            defaultValue = "1000,10000,100000")
    private List<Integer> sizes = new ArrayList<>();

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
                measure(report, corpus, vectors, size);
            }
        }
    }

    private void measure(Report report, Corpus corpus, Path vectors, int size) throws Exception {
        Path store = vectors.resolveSibling(size + ".db");
        new StoreLoader(corpus).load(store, 1, size);
        Jmh.Times times = Jmh.run(
                PeerTrial.class,
                trial.effort(),
                Map.of("store", store.toString(), "corpus", vectors.toString(), "size", "" + size));
        compare(report, size, times);
        Files.delete(store);
    }

    private static void compare(Report report, int size, Jmh.Times times) {
        double ours = times.millis("recall", 50);
        double theirs = times.millis("peer", 50);
        String among = " among %,d, p50".formatted(size);
        report.add(Figure.of("hybrid recall" + among, ours, "ms"));
        report.add(Figure.of("InMemoryEmbeddingStore" + among, theirs, "ms"));
        report.add(Figure.of("hybrid recall / InMemoryEmbeddingStore" + among, ours / theirs, "x")
                .atMost(1));
    }
}

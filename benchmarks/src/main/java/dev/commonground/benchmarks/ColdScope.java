package dev.commonground.benchmarks;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import java.nio.file.Path;

/** Measures the first recall of a scope that is not on the heap yet, and the heap that the scope then takes. */
final class ColdScope {

    private static final double MICROS = 1e3;
    private static final double SECONDS = 1e9;
    private static final int ROUNDS = 5;

    private final Corpus corpus;
    private final Path store;
    private final int size;

    ColdScope(Corpus corpus, Path store, int size) {
        this.corpus = corpus;
        this.store = store;
        this.size = size;
    }

    /**
     * The figures of one opening.
     *
     * @param opening seconds to open the store
     * @param recall microseconds of the first recall for each memory
     * @param heap bytes for each memory
     */
    private record ColdStart(double opening, double recall, double heap) {}

    /** Opens the store several times and reports the last opening. */
    void into(Report report, String scope) {
        ColdStart last = open();
        for (int round = 1; round < ROUNDS; round++) {
            last = open();
        }
        report.add(Figure.of("opening the store, " + scope, last.opening(), "s").atMost(1));
        report.add(Figure.of("first recall in a cold scope, per memory, " + scope, last.recall(), "us")
                .atMost(30));
        report.add(Figure.of("heap per memory, " + scope, last.heap() / MICROS, "KB")
                .atMost(1.8));
    }

    private ColdStart open() {
        long before = heap();
        long start = System.nanoTime();
        try (SharedMemory memory =
                SharedMemory.builder(store).embeddings(corpus.provider()).open()) {
            long opened = System.nanoTime();
            AgentMemory reader = memory.task(StoreLoader.task(0)).agent("reader");
            reader.recall(Filters.request(corpus.questions().get(0)));
            double recall = (System.nanoTime() - opened) / MICROS / size;
            return new ColdStart((opened - start) / SECONDS, recall, (double) (heap() - before) / size);
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package dev.commonground.benchmarks;

import dev.commonground.SharedMemory;
import java.nio.file.Path;

/** What it takes until a scope that nobody has read yet answers its first recall, and what it takes up then. */
final class ColdScope {

    private static final double MICROS = 1e3;
    private static final double SECONDS = 1e9;
    private static final int WARM_UP = 5;

    private final Corpus corpus;
    private final Path store;
    private final int size;

    ColdScope(Corpus corpus, Path store, int size) {
        this.corpus = corpus;
        this.store = store;
        this.size = size;
    }

    /** Reads the scope several times, each time from a store opened anew; the last time counts. */
    void into(Report report, String scope) {
        double opening = 0;
        double micros = 0;
        double bytes = 0;
        for (int round = 0; round < WARM_UP; round++) {
            long before = heap();
            long start = System.nanoTime();
            try (SharedMemory memory =
                    SharedMemory.builder(store).embeddings(corpus.provider()).open()) {
                long opened = System.nanoTime();
                memory.task(StoreLoader.task(0))
                        .agent("reader")
                        .recall(Filters.request(corpus.questions().get(0)));
                micros = (System.nanoTime() - opened) / MICROS / size;
                opening = (opened - start) / SECONDS;
                bytes = (double) (heap() - before) / size;
                memory.shelf();
            }
        }
        report.add(Figure.of("opening the store, " + scope, opening, "s").atMost(1));
        report.add(Figure.of("first recall in a cold scope, a memory, " + scope, micros, "us")
                .atMost(30));
        report.add(Figure.of("heap a memory, " + scope, bytes / MICROS, "KB").atMost(1.8));
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

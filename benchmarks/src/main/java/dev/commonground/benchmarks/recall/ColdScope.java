package dev.commonground.benchmarks.recall;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.corpus.StoreLoader;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures the first recall of a scope that is not on the heap yet, and the heap that the scope then takes. */
final class ColdScope {

    private static final double MICROS = 1e3;
    private static final double SECONDS = 1e9;

    /** The fewest openings that only compile the code. */
    private static final int WARM_UP = 5;

    /** The memories after which the JVM has compiled the code of an opening. */
    private static final int COMPILED = 200_000;

    /** The most openings that only compile the code, for each measured one. */
    private static final int MOST = 40;

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
    record ColdStart(double opening, double recall, double heap) {}

    /**
     * Opens the store several times and reports the median first recall of this JVM, which has compiled the code by then,
     * and that of fresh processes.
     *
     * @param starts the number of measured openings, and of processes
     */
    void into(Report report, String scope, Path vectors, int starts) throws IOException {
        List<ColdStart> warm = new ArrayList<>();
        List<Double> fresh = new ArrayList<>();
        for (int round = 0; round < warmUp(starts); round++) {
            open(() -> 0);
        }
        for (int round = 0; round < starts; round++) {
            warm.add(open());
            fresh.add(ColdProcess.micros(store, vectors, size));
        }
        warm.sort(Comparator.comparingDouble(ColdStart::recall));
        fresh.sort(Comparator.naturalOrder());
        report(report, scope, warm.get(starts / 2), fresh.get(starts / 2));
    }

    private int warmUp(int starts) {
        return Math.max(WARM_UP, Math.min(MOST * starts, COMPILED / size));
    }

    private static void report(Report report, String scope, ColdStart last, double fresh) {
        report.add(Figure.of("opening the store, " + scope, last.opening(), "s").atMost(1));
        report.add(Figure.of("first recall in a cold scope, per memory, compiled, " + scope, last.recall(), "us")
                .atMost(12));
        report.add(Figure.of("first recall in a cold scope, per memory, fresh process, " + scope, fresh, "us")
                .atMost(60));
        report.add(Figure.of("heap per memory, " + scope, last.heap() / MICROS, "KB")
                .atMost(1.2));
    }

    /** Opens the store, recalls once and closes it. */
    ColdStart open() {
        return open(ColdScope::heap);
    }

    private ColdStart open(LongSupplier heap) {
        long before = heap.getAsLong();
        long start = System.nanoTime();
        try (SharedMemory memory =
                SharedMemory.builder(store).embeddings(corpus.provider()).open()) {
            long opened = System.nanoTime();
            AgentMemory reader = memory.task(StoreLoader.task(0)).agent("reader");
            reader.recall(Filters.request(corpus.questions().get(0)));
            double recall = (System.nanoTime() - opened) / MICROS / size;
            return new ColdStart((opened - start) / SECONDS, recall, (double) (heap.getAsLong() - before) / size);
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package dev.commonground.benchmarks;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Agents that write as fast as they can to one task. */
final class Writers {

    private static final int DIMENSIONS = 384;

    /** How many memories each of the two handles of a warm-up writes in its turn. */
    private static final int TURN = 7;

    private Writers() {}

    /** What is written beside the text. */
    enum Recall {
        BY_KEYWORDS,
        BY_VECTORS;

        /** Opens a memory that spends no time on embedding. */
        SharedMemory open(Path file) {
            return open(SharedMemory.builder(file));
        }

        /** Opens a memory that spends no time on embedding. */
        SharedMemory open(SharedMemory.Builder memory) {
            return this == BY_KEYWORDS
                    ? memory.keywordsOnly().open()
                    : memory.embeddings(EmbeddingModelProvider.of("instant", new InstantModel()))
                            .open();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Has a vector for every text at once: the same for the same text, another one for nearly every other. */
    private static final class InstantModel implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(vector(segment.text().hashCode())))
                    .toList());
        }

        private static float[] vector(int seed) {
            float[] vector = new float[DIMENSIONS];
            int bits = seed;
            for (int i = 0; i < DIMENSIONS; i++) {
                bits = bits * 1_664_525 + 1_013_904_223;
                vector[i] = bits;
            }
            return vector;
        }
    }

    /**
     * How fast writers were.
     *
     * @param perSecond writes of all together
     * @param times how long each write took
     */
    record Pace(double perSecond, Durations times) {}

    /** Returns a text that nobody else writes. */
    static String text(String writer, int number) {
        return "The client of %s wants figure %d of the quarterly report checked by the auditor before it is sent out"
                .formatted(writer, number);
    }

    /**
     * Writes, so that the JVM compiles most of what writing takes, through two handles in turn: each reads what the
     * other wrote as if it were another process.
     *
     * @param writes how many are to be timed then; seven times as many are written
     */
    static void warmUp(Path file, int writes) throws Exception {
        Path beside = file.resolveSibling(
                file.getFileName() + "-warm-up-" + ProcessHandle.current().pid());
        try (SharedMemory memory = Recall.BY_VECTORS.open(beside);
                SharedMemory other = Recall.BY_VECTORS.open(beside)) {
            for (int round = 0; round < writes / 2; round++) {
                write(memory, "writer " + round, TURN);
                write(other, "other " + round, TURN);
            }
        }
        Files.delete(beside);
    }

    /** Lets threads write {@code writes} memories each. */
    static Pace threads(Path file, int threads, int writes) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        warmUp(file, writes);
        try (SharedMemory memory = Recall.BY_VECTORS.open(file)) {
            CyclicBarrier start = new CyclicBarrier(threads + 1);
            List<Future<Durations>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String writer = "writer-" + t;
                running.add(pool.submit(() -> {
                    start.await();
                    return write(memory, writer, writes);
                }));
            }
            start.await();
            long begun = System.nanoTime();
            Durations all = new Durations();
            for (Future<Durations> one : running) {
                all.addAll(one.get());
            }
            return new Pace((double) threads * writes / (System.nanoTime() - begun) * 1e9, all);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Writes as one agent. */
    static Durations write(SharedMemory memory, String writer, int writes) throws Exception {
        AgentMemory agent = memory.task("together").agent(writer);
        Durations times = new Durations();
        for (int i = 0; i < writes; i++) {
            String text = text(writer, i);
            times.time(() -> agent.remember(text));
        }
        return times;
    }
}

package dev.commonground.benchmarks.writers;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.ProcessorTime;
import dev.commonground.minilm.MiniLmProvider;
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
import java.util.stream.IntStream;

/** Runs agents that write as fast as possible. */
public final class Writers {

    private static final int DIMENSIONS = 384;
    private static final String TASK = "together";

    /** The number of memories that each handle of a warm-up writes in one turn. */
    private static final int TURN = 7;

    private Writers() {}

    /** The search that a memory supports; it decides whether a write contains a vector. */
    public enum Recall {
        BY_KEYWORDS,
        BY_VECTORS,
        BY_MINILM;

        /** Opens a memory; only the embeddings of {@link #BY_MINILM} take time. */
        public SharedMemory open(Path file) {
            return open(SharedMemory.builder(file));
        }

        /** Opens a memory; only the embeddings of {@link #BY_MINILM} take time. */
        public SharedMemory open(SharedMemory.Builder memory) {
            return this == BY_KEYWORDS
                    ? memory.keywordsOnly().open()
                    : memory.embeddings(provider()).open();
        }

        /** Returns the model, which takes no time except for {@link #BY_MINILM}. */
        public EmbeddingModelProvider provider() {
            return this == BY_MINILM ? MiniLmProvider.full() : EmbeddingModelProvider.of("instant", new InstantModel());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Derives a vector from the hash of a text, without a model. */
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
     * The speed of several writers.
     *
     * @param perSecond the writes of all writers in a second
     * @param times the durations of the writes
     * @param busy the share of the processors that this process used, 0 to 1
     */
    public record Pace(double perSecond, Durations times, double busy) {}

    /** Returns a text that no other writer writes. */
    public static String text(String writer, int number) {
        return "The client of %s wants figure %d of the quarterly report checked by the auditor before it is sent out"
                .formatted(writer, number);
    }

    /**
     * Warms the JVM up for writes. Two handles write in turn, and each reads the other's writes like those of another
     * process.
     *
     * @param writes the number of writes to measure later; the warm-up writes seven times as many
     */
    static void warmUp(Path file, int writes) throws Exception {
        Path separate = file.resolveSibling(
                file.getFileName() + "-warm-up-" + ProcessHandle.current().pid());
        try (SharedMemory memory = Recall.BY_VECTORS.open(separate);
                SharedMemory other = Recall.BY_VECTORS.open(separate)) {
            for (int round = 0; round < writes / 2; round++) {
                write(memory, "writer " + round, TURN);
                write(other, "other " + round, TURN);
            }
        }
        Files.delete(separate);
    }

    /** Measures threads that write {@code writes} memories each to one task. */
    public static Pace threads(Path file, int threads, int writes) throws Exception {
        warmUp(file, writes);
        try (SharedMemory memory = Recall.BY_VECTORS.open(file)) {
            return together(
                    IntStream.range(0, threads)
                            .mapToObj(t -> memory.task(TASK).agent("writer-" + t))
                            .toList(),
                    writes);
        }
    }

    /** Measures agents that write {@code writes} memories each, every agent on its own thread. */
    public static Pace together(List<AgentMemory> agents, int writes) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(agents.size());
        try {
            CyclicBarrier start = new CyclicBarrier(agents.size() + 1);
            List<Future<Durations>> running = new ArrayList<>();
            for (int a = 0; a < agents.size(); a++) {
                AgentMemory agent = agents.get(a);
                String writer = "writer-" + a;
                running.add(pool.submit(() -> {
                    start.await();
                    return write(agent, writer, writes);
                }));
            }
            start.await();
            return pace(running, agents.size() * writes);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits for writers that start now. */
    private static Pace pace(List<Future<Durations>> running, int writes) throws Exception {
        long used = ProcessorTime.nanos();
        long start = System.nanoTime();
        Durations all = new Durations();
        for (Future<Durations> one : running) {
            all.addAll(one.get());
        }
        double passed = System.nanoTime() - start;
        double available = passed * Runtime.getRuntime().availableProcessors();
        return new Pace(writes / passed * 1e9, all, (ProcessorTime.nanos() - used) / available);
    }

    /** Writes to the shared task as one agent. */
    static Durations write(SharedMemory memory, String writer, int writes) throws Exception {
        return write(memory.task(TASK).agent(writer), writer, writes);
    }

    private static Durations write(AgentMemory agent, String writer, int writes) throws Exception {
        Durations times = new Durations();
        for (int i = 0; i < writes; i++) {
            String text = text(writer, i);
            times.time(() -> agent.remember(text));
        }
        return times;
    }
}

package dev.commonground.benchmarks.felt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.SentenceGenerator;
import dev.commonground.benchmarks.measure.ChildJvm;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.ProcessorTime;
import dev.commonground.benchmarks.writers.FsyncProbe;
import dev.commonground.benchmarks.writers.Writers;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that opens a memory, asks, and then asks and writes as one that runs for long. */
final class FeltProcess {

    static final String TASK = "order-7";

    private static final long SEED = 7;
    private static final int BATCH = 64;
    private static final int BATCHES = 10;
    private static final int LIMIT = 10;

    private final AgentMemory agent;
    private final SentenceGenerator texts = new SentenceGenerator(SEED);

    private FeltProcess(AgentMemory agent) {
        this.agent = agent;
    }

    /** Measures; the arguments are the model, the file and the number of warm calls, which may be 0. */
    public static void main(String[] args) throws Exception {
        FeltModel model = FeltModel.valueOf(args[0]);
        Path file = Path.of(args[1]);
        int calls = Integer.parseInt(args[2]);
        long start = System.nanoTime();
        try (SharedMemory memory = model.open(file)) {
            print("open", (double) (System.nanoTime() - start));
            FeltProcess process = new FeltProcess(memory.task(TASK).agent("reader"));
            process.firstAnswer();
            if (calls > 0) {
                EmbeddingModel embedding = model.provider().load();
                process.warm(calls, file, embedding);
                embedding(embedding, calls);
            }
        }
    }

    private void firstAnswer() {
        long start = System.nanoTime();
        recall(texts.next());
        print("answer", (double) (System.nanoTime() - start));
        print("processor", (double) ProcessorTime.nanos());
    }

    /** Starts a process and returns what it printed: nanoseconds, and the share of a text in a batch. */
    static Map<String, Double> run(FeltModel model, Path file, int calls) throws IOException {
        Process process = ChildJvm.running("-Xmx1g", FeltProcess.class, model.name(), file.toString(), "" + calls)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            return output.lines()
                    .map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }

    private int recall(String question) {
        return agent.recall(question, LIMIT).size();
    }

    /** Alternates the calls, so that all run under the same load. */
    private void warm(int calls, Path file, EmbeddingModel model) throws Exception {
        Durations between = new Durations();
        Durations fresh = new Durations();
        Durations repeated = new Durations();
        Durations remember = new Durations();
        Durations sync = new Durations();
        try (FsyncProbe probe =
                FsyncProbe.ofRemember(file.resolveSibling("probe-" + file.getFileName()), Writers.Recall.BY_VECTORS)) {
            for (int call = -calls; call < calls; call++) {
                String question = texts.next();
                String text = texts.next();
                String embedded = texts.next();
                boolean measured = call >= 0;
                (measured ? fresh : new Durations()).time(() -> recall(question));
                (measured ? repeated : new Durations()).time(() -> recall(question));
                (measured ? remember : new Durations()).time(() -> agent.remember(text));
                probe.time(measured ? sync : new Durations());
                (measured ? between : new Durations()).time(() -> model.embed(embedded));
            }
        }
        print("new", nanos(fresh));
        print("repeated", nanos(repeated));
        print("remember", nanos(remember));
        print("sync", nanos(sync));
        print("between", nanos(between));
    }

    private static void embedding(EmbeddingModel model, int calls) throws Exception {
        SentenceGenerator sentences = new SentenceGenerator(SEED + 1);
        Durations alone = new Durations();
        for (int call = 0; call < calls; call++) {
            String text = sentences.next();
            alone.time(() -> model.embed(text));
        }
        print("embedding", nanos(alone));
        print("batch", batched(model, sentences) / nanos(alone));
    }

    /** Returns the nanoseconds of a text of a batch. */
    private static double batched(EmbeddingModel model, SentenceGenerator sentences) throws Exception {
        Durations together = new Durations();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<TextSegment> segments = Stream.generate(sentences::next)
                    .limit(BATCH)
                    .map(TextSegment::from)
                    .toList();
            together.time(() -> model.embedAll(segments));
        }
        return nanos(together) / BATCH;
    }

    private static double nanos(Durations durations) {
        return durations.millis(0.5) * Durations.NANOS_PER_MILLI;
    }
}

package dev.commonground.benchmarks.corpus;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates memories and questions; equal seeds give equal results. Each vector is a noisy mix of the vectors of two
 * real sentences. A million vectors therefore need few embeddings and still have a realistic distribution.
 *
 * <p>Thread-safe after construction.
 */
public final class Corpus {

    /** The model id of the vectors; not a real model, because no text is embedded. */
    public static final String MODEL = "prepared";

    private static final long SEED = 20_261_122;
    private static final int QUESTIONS = 100;

    /** The noise of each vector, relative to its length of 1; about the difference between paraphrases. */
    private static final float NOISE = 0.8f;

    private static final Kind[] KINDS = Kind.values();

    private final List<float[]> real;
    private final Map<String, float[]> questionVectors = new HashMap<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> wordless = new ArrayList<>();

    /** A generated memory. */
    @SuppressWarnings("ArrayRecordComponent") // vectors are large and never compared
    public record CorpusMemory(Statement statement, Metadata metadata, String author, float[] vector) {}

    private Corpus(List<float[]> real) {
        this.real = real;
        SentenceGenerator texts = new SentenceGenerator(SEED + 1);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < QUESTIONS; i++) {
            String question = texts.next();
            questions.add(question);
            questionVectors.put(question, mixed(random));
            wordless.add("wordless" + i);
            questionVectors.put("wordless" + i, mixed(random));
        }
    }

    /**
     * Returns a corpus that mixes the vectors of real sentences.
     *
     * @param model the embedding model
     * @param sentences the number of sentences to embed; each takes a few milliseconds
     */
    public static Corpus embedded(EmbeddingModel model, int sentences) {
        SentenceGenerator texts = new SentenceGenerator(SEED);
        List<TextSegment> segments = Stream.generate(texts::next)
                .limit(sentences)
                .map(TextSegment::from)
                .toList();
        return new Corpus(model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList());
    }

    /** Writes the corpus to a file, for {@link #read} in another JVM. */
    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(real.size());
            out.writeInt(real.get(0).length);
            for (float[] vector : real) {
                for (float x : vector) {
                    out.writeFloat(x);
                }
            }
        }
    }

    /** Reads a file that {@link #write} wrote. */
    public static Corpus read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<float[]> real = new ArrayList<>();
            int size = in.readInt();
            int dimensions = in.readInt();
            for (int i = 0; i < size; i++) {
                real.add(readVector(in, dimensions));
            }
            return new Corpus(real);
        }
    }

    private static float[] readVector(DataInputStream in, int dimensions) throws IOException {
        float[] vector = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            vector[d] = in.readFloat();
        }
        return vector;
    }

    /** Returns the questions, in order. */
    public List<String> questions() {
        return questions;
    }

    /** Returns questions without known words; only their vectors can match. */
    public List<String> wordless() {
        return wordless;
    }

    /** Returns the product of two vectors, which is their cosine if both have length 1. */
    public static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Returns the prepared vector of a question. */
    public float[] vector(String question) {
        return questionVectors.getOrDefault(question, real.get(0));
    }

    /** Returns generated memories; equal seeds give equal memories. */
    public Iterable<CorpusMemory> memories(long seed, int count) {
        return () -> {
            SplittableRandom random = new SplittableRandom(seed);
            SentenceGenerator texts = new SentenceGenerator(seed);
            return IntStream.range(0, count)
                    .mapToObj(i -> memory(i, texts.next(), random))
                    .iterator();
        };
    }

    private CorpusMemory memory(int number, String text, SplittableRandom random) {
        Kind kind = KINDS[random.nextInt(KINDS.length)];
        Metadata metadata = new Metadata(Map.of("team", "team-" + random.nextInt(10), "priority", random.nextInt(5)));
        return new CorpusMemory(
                new Statement(kind, null, null, text + " " + number),
                metadata,
                "agent-" + random.nextInt(8),
                mixed(random));
    }

    private float[] mixed(SplittableRandom random) {
        float[] a = real.get(random.nextInt(real.size()));
        float[] b = real.get(random.nextInt(real.size()));
        float share = (float) random.nextDouble();
        float noise = NOISE / (float) Math.sqrt(a.length);
        float[] mixed = new float[a.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = share * a[i] + (1 - share) * b[i] + noise * (float) random.nextDouble(-1, 1);
        }
        return unit(mixed);
    }

    /** Scales a vector to length 1, in place. */
    private static float[] unit(float[] vector) {
        float length = (float) Math.sqrt(cosine(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    /** Returns the provider of the prepared model. */
    public EmbeddingModelProvider provider() {
        return EmbeddingModelProvider.of(MODEL, model());
    }

    /** Returns a model that looks up the questions' vectors, so the time of a recall contains no embedding. */
    private EmbeddingModel model() {
        return new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(segments.stream()
                        .map(segment -> Embedding.from(vector(segment.text())))
                        .toList());
            }
        };
    }
}

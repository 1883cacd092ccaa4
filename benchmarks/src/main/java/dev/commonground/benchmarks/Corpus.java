package dev.commonground.benchmarks;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Memories and questions, the same for the same seed. Vectors are those of real sentences, two mixed and blurred, so
 * that a million of them cost no million embeddings and still lie as real ones do.
 *
 * <p>Thread-safe once made.
 */
final class Corpus {

    /** The id under which the vectors are stored; not a real model's, as no text is embedded. */
    static final String MODEL = "prepared";

    private static final long SEED = 20_261_122;
    private static final int QUESTIONS = 100;
    /** Blurs each vector by as much as a paraphrase differs, relative to its length of 1. */
    private static final float NOISE = 0.8f;

    private static final Kind[] KINDS = Kind.values();

    private final List<float[]> real;
    private final Map<String, float[]> questions = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> wordless = new ArrayList<>();

    /** One memory to be stored. */
    @SuppressWarnings("ArrayRecordComponent") // vectors are large and never compared
    record Item(Statement statement, Metadata metadata, String author, float[] vector) {}

    private Corpus(List<float[]> real) {
        this.real = real;
        Sentences texts = new Sentences(SEED + 1);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < QUESTIONS; i++) {
            String question = texts.next();
            asked.add(question);
            questions.put(question, mixed(random));
            wordless.add("wordless" + i);
            questions.put("wordless" + i, mixed(random));
        }
    }

    /**
     * Embeds the sentences that a corpus is mixed from.
     *
     * @param model the model whose vectors to use
     * @param sentences how many to embed; a model takes some milliseconds for each
     */
    static Corpus embedded(EmbeddingModel model, int sentences) {
        Sentences texts = new Sentences(SEED);
        List<TextSegment> segments = Stream.generate(texts::next)
                .limit(sentences)
                .map(TextSegment::from)
                .toList();
        return new Corpus(model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList());
    }

    /** Writes what {@link #read} reads in another JVM. */
    void write(Path file) throws IOException {
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

    /** Reads what {@link #write} wrote. */
    static Corpus read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<float[]> real = new ArrayList<>();
            int size = in.readInt();
            int dimensions = in.readInt();
            for (int i = 0; i < size; i++) {
                float[] vector = new float[dimensions];
                for (int d = 0; d < dimensions; d++) {
                    vector[d] = in.readFloat();
                }
                real.add(vector);
            }
            return new Corpus(real);
        }
    }

    /** Returns the questions, in order. */
    List<String> questions() {
        return asked;
    }

    /** Returns questions whose only word no memory holds, so that their vectors alone decide. */
    List<String> wordless() {
        return wordless;
    }

    /** Returns, for each question, the texts of the memories nearest to it that pass the filters, by an exact scan. */
    List<Set<String>> nearest(List<String> asked, long seed, int count, int limit) {
        List<PriorityQueue<Near>> nearest = asked.stream()
                .map(question -> new PriorityQueue<>(Comparator.comparingDouble(Near::cosine)))
                .toList();
        for (Item item : items(seed, count)) {
            if (Filters.pass(item)) {
                for (int q = 0; q < asked.size(); q++) {
                    double cosine = cosine(vector(asked.get(q)), item.vector());
                    PriorityQueue<Near> best = nearest.get(q);
                    if (best.size() < limit || cosine > best.element().cosine()) {
                        best.add(new Near(item.statement().text(), cosine));
                    }
                    if (best.size() > limit) {
                        best.remove();
                    }
                }
            }
        }
        return nearest.stream()
                .map(best -> best.stream().map(Near::text).collect(Collectors.toSet()))
                .toList();
    }

    private record Near(String text, double cosine) {}

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Returns the prepared vector of a question. */
    float[] vector(String question) {
        return questions.getOrDefault(question, real.get(0));
    }

    /** Returns memories one after the other, the same for the same {@code seed}. */
    Iterable<Item> items(long seed, int count) {
        return () -> {
            SplittableRandom random = new SplittableRandom(seed);
            Sentences texts = new Sentences(seed);
            return IntStream.range(0, count)
                    .mapToObj(i -> item(i, texts.next(), random))
                    .iterator();
        };
    }

    private Item item(int number, String text, SplittableRandom random) {
        Kind kind = KINDS[random.nextInt(KINDS.length)];
        Metadata metadata = new Metadata(Map.of("team", "team-" + random.nextInt(10), "priority", random.nextInt(5)));
        return new Item(
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
        double squares = 0;
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = share * a[i] + (1 - share) * b[i] + noise * (float) random.nextDouble(-1, 1);
            squares += (double) mixed[i] * mixed[i];
        }
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] /= (float) Math.sqrt(squares);
        }
        return mixed;
    }

    /** Returns the provider of {@link #model}. */
    EmbeddingModelProvider provider() {
        return EmbeddingModelProvider.of(MODEL, model());
    }

    /** Returns a model that has the questions' vectors at hand, so that a recall is timed without embedding. */
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

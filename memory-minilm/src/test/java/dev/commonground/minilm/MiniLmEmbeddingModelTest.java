package dev.commonground.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.output.TokenUsage;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MiniLmEmbeddingModelTest {

    static final MiniLmEmbeddingModel MODEL = new MiniLmEmbeddingModel();
    static final MiniLmEmbeddingModel QUANTIZED = MiniLmEmbeddingModel.quantized();

    static float[] vector(EmbeddingModel model, String text) {
        return model.embed(text).content().vector();
    }

    static double cosine(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }

    /** Texts of one token up to more than the model reads, in no order of length. */
    static List<String> textsOfManyLengths() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            texts.add("The client of order " + i + " likes short answers. ".repeat(i * 7 % 40) + "é 東京 #" + i);
        }
        texts.add("word ".repeat(1_000));
        texts.add("\u200b");
        return texts;
    }

    @Test
    void isFoundOnTheClassPathAndQuantizedIfThatIsThere() {
        assertThat(ServiceLoader.load(EmbeddingModelProvider.class).findFirst())
                .get()
                .extracting(EmbeddingModelProvider::id)
                .isEqualTo("all-minilm-l6-v2-q");
    }

    @Test
    void isTheFullFormWhereTheQuantizedOneIsNotOnTheClassPath() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !entry.contains("all-minilm-l6-v2-q"))
                .map(MiniLmEmbeddingModelTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(MiniLmProvider.class.getName());
            Object provider = type.getConstructor().newInstance();

            assertThat(type.getMethod("id").invoke(provider)).isEqualTo("all-minilm-l6-v2");
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(entry, e);
        }
    }

    @Test
    void similarTextsHaveSimilarVectors() {
        for (MiniLmEmbeddingModel model : List.of(MODEL, QUANTIZED)) {
            float[] invoice = vector(model, "The invoice must be paid by Friday");
            double like = cosine(invoice, vector(model, "Payment of the bill is due at the end of the week"));
            double unlike = cosine(invoice, vector(model, "The parrot speaks Welsh"));

            assertThat(like).isGreaterThan(unlike + 0.3);
        }
    }

    @Test
    void returnsTheVectorsOfTheStockModel() {
        assertSameVectors(MODEL, new AllMiniLmL6V2EmbeddingModel());
    }

    @Test
    @Tag("proofs")
    void returnsTheVectorsOfTheQuantizedStockModel() {
        assertSameVectors(QUANTIZED, new AllMiniLmL6V2QuantizedEmbeddingModel());
    }

    private static void assertSameVectors(EmbeddingModel own, EmbeddingModel stock) {
        for (String text : List.of("Keep it to 500 words", "Zürich, 東京: who signs?", "word ".repeat(300))) {
            assertThat(vector(own, text)).hasSize(384).containsExactly(vector(stock, text), within(1e-5f));
        }
    }

    @Test
    void aTextHasTheSameVectorInABatch() {
        List<String> texts = textsOfManyLengths();
        for (MiniLmEmbeddingModel model : List.of(MODEL, QUANTIZED)) {
            List<Embedding> batch = model.embedAll(
                            texts.stream().map(TextSegment::from).toList())
                    .content();

            assertThat(batch).hasSameSizeAs(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(batch.get(i).vector())
                        .as("text %d", i)
                        .containsExactly(vector(model, texts.get(i)), within(1e-5f));
            }
        }
    }

    @Test
    void batchesAreOfSimilarLengthsAndHoldEachTextOnce() {
        long[][] tokens = new long[100][];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = new long[3 + i * 37 % 126];
        }

        List<TextBatch> batches = TextBatch.of(tokens, 16);

        assertThat(batches.stream()
                        .flatMap(batch -> IntStream.range(0, batch.size()).mapToObj(batch::text)))
                .hasSize(100)
                .doesNotHaveDuplicates();
        assertThat(batches).hasSizeLessThan(50).allSatisfy(batch -> {
            assertThat(batch.ids()).hasSizeLessThanOrEqualTo(512);
            assertThat((double) batch.length()).isLessThanOrEqualTo(batch.tokens(0) * 1.2 + 1);
        });
        assertThat(TextBatch.of(tokens, 1)).hasSize(100);
    }

    @Test
    void tellsDimensionAndTokens() {
        assertThat(MODEL.dimension()).isEqualTo(384);
        assertThat(MODEL.embed("one two three").tokenUsage()).isEqualTo(new TokenUsage(3));
        assertThat(MODEL.embedAll(List.of()).content()).isEmpty();
    }

    @Test
    void reportsMissingFiles() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> LoadedEncoder.load("/no-such.onnx", Weights.FULL.tokenizerResource(), 1))
                .withMessageContaining("check that the jar");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> LoadedEncoder.load(Weights.QUANTIZED.modelResource(), "/no-such.json", 1))
                .withMessageContaining("check that the jar");
    }

    @Test
    void reportsAModelThatCannotBeLoaded() {
        String notAModel = Weights.FULL.tokenizerResource();

        assertThatIllegalStateException()
                .isThrownBy(() -> LoadedEncoder.load(notAModel, notAModel, 1))
                .withMessageContaining("check that it supports");
    }
}

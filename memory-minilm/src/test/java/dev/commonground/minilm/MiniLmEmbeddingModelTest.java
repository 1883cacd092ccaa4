package dev.commonground.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MiniLmEmbeddingModelTest {

    static final MiniLmEmbeddingModel MODEL = new MiniLmEmbeddingModel();

    static double cosine(String a, String b) {
        float[] x = MODEL.embed(a).content().vector();
        float[] y = MODEL.embed(b).content().vector();
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ServiceLoader.load(EmbeddingModelProvider.class).findFirst())
                .get()
                .extracting(EmbeddingModelProvider::id)
                .isEqualTo("all-minilm-l6-v2");
    }

    @Test
    void similarTextsHaveSimilarVectors() {
        double like = cosine("The invoice must be paid by Friday", "Payment of the bill is due at the end of the week");
        double unlike = cosine("The invoice must be paid by Friday", "The parrot speaks Welsh");

        assertThat(like).isGreaterThan(unlike + 0.3);
    }

    @Test
    void returnsTheVectorsOfTheStockModel() {
        float[] own = MODEL.embed("Keep it to 500 words").content().vector();

        float[] stock = new AllMiniLmL6V2EmbeddingModel()
                .embed("Keep it to 500 words")
                .content()
                .vector();

        assertThat(own).hasSize(384).containsExactly(stock, within(1e-4f));
    }

    @Test
    void reportsMissingFiles() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> LoadedEncoder.load("/no-such.onnx", "/all-minilm-l6-v2-tokenizer.json"))
                .withMessageContaining("check that the jar");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> LoadedEncoder.load("/all-minilm-l6-v2.onnx", "/no-such.json"))
                .withMessageContaining("check that the jar");
    }

    @Test
    void reportsAModelThatCannotBeLoaded() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        LoadedEncoder.load("/all-minilm-l6-v2-tokenizer.json", "/all-minilm-l6-v2-tokenizer.json"))
                .withMessageContaining("check that it supports");
    }

    @Test
    void embedsABatchLikeSingleTexts() {
        List<TextSegment> texts = List.of(TextSegment.from("one"), TextSegment.from("two"), TextSegment.from("three"));

        assertThat(MODEL.embedAll(texts).content().get(1).vector())
                .containsExactly(MODEL.embed("two").content().vector(), within(1e-4f));
        assertThat(MODEL.dimension()).isEqualTo(384);
    }
}

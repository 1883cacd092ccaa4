package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Statement;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbedderTest {

    private final List<String> embedded = new ArrayList<>();
    private final List<EmbeddingModel> released = new ArrayList<>();
    private final CountDownLatch prepared = new CountDownLatch(1);
    private boolean daemon;
    private int loads;

    /** Embeds each text as its length and three. */
    private final class LengthModel implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            segments.forEach(segment -> embedded.add(segment.text()));
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(new float[] {segment.text().length(), 3}))
                    .toList());
        }
    }

    /** Returns the same answer to any texts. */
    private record FixedModel(List<Embedding> answer) implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(answer);
        }
    }

    private final class Provider implements EmbeddingModelProvider {

        @Override
        public String id() {
            return "length";
        }

        @Override
        public EmbeddingModel load() {
            loads++;
            return new LengthModel();
        }

        @Override
        public void prepare() {
            daemon = Thread.currentThread().isDaemon();
            prepared.countDown();
        }

        @Override
        public void release(EmbeddingModel model) {
            released.add(model);
        }
    }

    private final Embedder embedder = Embedder.with(new Provider());

    @Test
    void eachTextHasAVectorOfLengthOne() {
        assertThat(embedder.embed(List.of("four", "five")))
                .containsExactly(new float[] {0.8f, 0.6f}, new float[] {0.8f, 0.6f});
        assertThat(embedder.embedOrNulls(List.of("four"))).containsExactly(new float[] {0.8f, 0.6f});
        assertThat(embedder.embed(List.of())).isEmpty();
        assertThat(embedder.present()).isTrue();
        assertThat(embedder.modelId()).isEqualTo("length");
        assertThat(loads).isEqualTo(1);
    }

    @Test
    void aQuestionIsEmbeddedOnceUntilQuestionsAreForgotten() {
        assertThat(embedder.question("four")).containsExactly(0.8f, 0.6f);
        assertThat(embedder.question("four")).containsExactly(0.8f, 0.6f);
        assertThat(embedded).containsExactly("four");

        embedder.forgetQuestions();
        embedder.question("four");
        assertThat(embedded).containsExactly("four", "four");
    }

    @Test
    void withoutAModelThereAreNoVectors() {
        assertThat(Embedder.NONE.present()).isFalse();
        assertThat(Embedder.NONE.modelId()).isEmpty();
        assertThat(Embedder.NONE.question("four")).isNull();
        assertThat(Embedder.NONE.embed(List.of())).isEmpty();
        assertThat(Embedder.NONE.embedOrNulls(List.of("four", "five"))).containsExactly(null, null);
        assertThatThrownBy(() -> Embedder.NONE.embed(List.of("four")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There is no embedding model");
        Embedder.NONE.prepare();
        Embedder.NONE.close();
    }

    @Test
    void aModelIsReleasedOnceIfItWasLoaded() {
        embedder.embed(List.of("four"));
        embedder.close();
        embedder.close();

        assertThat(released).hasSize(1);
        assertThatThrownBy(() -> embedder.embed(List.of("four")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The memory is closed: open it again");
    }

    @Test
    void aModelThatWasNotLoadedIsNotReleased() {
        embedder.close();

        assertThat(released).isEmpty();
        assertThat(loads).isZero();
    }

    @Test
    void aModelThatHasNoVectorForEachTextFails() {
        Embedder faulty = Embedder.with(EmbeddingModelProvider.of("faulty", new FixedModel(List.of())));

        assertThatExceptionOfType(MemoryException.EmbeddingFailed.class)
                .isThrownBy(() -> faulty.embed(List.of("four")))
                .withStackTraceContaining("The model returned 0 vectors for 1 texts");
    }

    @Test
    void aVectorWithoutADirectionFails() {
        for (float number : new float[] {0, Float.NaN, Float.POSITIVE_INFINITY}) {
            Embedder faulty = Embedder.with(EmbeddingModelProvider.of(
                    "faulty", new FixedModel(List.of(Embedding.from(new float[] {0, number})))));

            assertThatExceptionOfType(MemoryException.EmbeddingFailed.class)
                    .isThrownBy(() -> faulty.embed(List.of("four")))
                    .withStackTraceContaining("has no direction");
        }
    }

    @Test
    void aProviderPreparesOnADaemonThread() throws InterruptedException {
        embedder.prepare();

        assertThat(prepared.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon).isTrue();
        assertThat(loads).isZero();
    }

    @Test
    void theNameOfAPersonStartsTheText() {
        Statement statement = new Statement(Kind.FINDING, null, null, "I like tea");

        assertThat(Embedder.speaker(Author.person("Ann"))).isEqualTo("Ann");
        assertThat(Embedder.speaker(Author.agent("writer"))).isEmpty();
        assertThat(Embedder.embeddedText(statement, "Ann")).isEqualTo("Ann: I like tea");
        assertThat(Embedder.embeddedText(statement, "")).isEqualTo("I like tea");
    }

    @Test
    void vectorsOfTwoDimensionsAreOfTwoModels() {
        embedder.checkDimension("s", 0, 384);
        embedder.checkDimension("s", 384, 384);

        assertThatThrownBy(() -> embedder.checkDimension("s", 384, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "Scope s has vectors of 384 and of 2 dimensions for the embedding model length");
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Statement;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Embedding models whose answers cannot be used. */
class EmbeddingFaultsTest {

    private enum Fault {
        TOO_FEW,
        TOO_MANY,
        ZERO,
        NOT_A_NUMBER,
        INFINITE
    }

    private record FaultyModel(Fault fault) implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            int last = segments.size() - 1;
            Stream<Embedding> good =
                    Stream.generate(() -> Embedding.from(new float[] {1, 2})).limit(last);
            return Response.from(Stream.concat(good, lastOnes()).toList());
        }

        private Stream<Embedding> lastOnes() {
            return switch (fault) {
                case TOO_FEW -> Stream.empty();
                case TOO_MANY -> Stream.of(Embedding.from(new float[] {1, 2}), Embedding.from(new float[] {1, 2}));
                case ZERO -> Stream.of(Embedding.from(new float[] {0, 0}));
                case NOT_A_NUMBER -> Stream.of(Embedding.from(new float[] {1, Float.NaN}));
                case INFINITE -> Stream.of(Embedding.from(new float[] {1, Float.POSITIVE_INFINITY}));
            };
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void storeNothing(Fault fault) {
        try (SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(EmbeddingModelProvider.of("faulty", new FaultyModel(fault)))
                .open()) {
            AgentMemory agent = memory.task("order-7").agent("writer");

            assertThatExceptionOfType(MemoryException.EmbeddingFailed.class)
                    .isThrownBy(() -> agent.rememberAll(List.of(
                            Draft.finding("One").build(), Draft.finding("Two").build())));
            assertThatExceptionOfType(MemoryException.EmbeddingFailed.class)
                    .isThrownBy(() -> agent.learn(LearnRequest.builder(List.of(UserMessage.from("It rains a lot")))
                            .rules(utterances -> List.of(new Extracted(
                                    new Statement(Kind.FINDING, null, null, "It rains a lot"), 1, "It rains a lot")))
                            .build()));
            assertThat(agent.list()).isEmpty();
        }
    }
}

package dev.commonground.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory written with one form of the model, and opened with the other. */
class ModelChangeTest {

    static final String QUESTION = "When is the money to be transferred?";

    /** Keep the model loaded between the openings. */
    static final List<MiniLmEmbeddingModel> HELD =
            List.of(MiniLmEmbeddingModelTest.MODEL, MiniLmEmbeddingModelTest.QUANTIZED);

    @TempDir
    Path folder;

    private SharedMemory open(MiniLmProvider provider) {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(provider)
                .open();
    }

    private static List<Match.Score> scores(AgentMemory agent) {
        return agent.recall(RecallRequest.builder(QUESTION).limit(2).build()).stream()
                .map(Match::score)
                .toList();
    }

    @Test
    void findsEverythingByTheVectorsOfTheModelItIsOpenedWith() {
        List<Match.Score> full;
        try (SharedMemory memory = open(MiniLmProvider.full())) {
            AgentMemory agent = memory.task("order-7").agent("writer");
            agent.remember("The parrot speaks Welsh");
            agent.remember("The invoice must be paid by Friday");
            full = scores(agent);
        }
        try (SharedMemory memory = open(MiniLmProvider.quantized())) {
            AgentMemory agent = memory.task("order-7").agent("writer");

            assertThat(agent.recall(QUESTION, 1))
                    .extracting(match -> match.memory().text())
                    .containsExactly("The invoice must be paid by Friday");
            assertThat(scores(agent)).isNotEqualTo(full);
        }
        try (SharedMemory memory = open(MiniLmProvider.full())) {
            assertThat(scores(memory.task("order-7").agent("writer"))).isEqualTo(full);
        }
    }

    @Test
    void twoProcessesWithDifferentFormsFindEachOthersMemories() {
        try (SharedMemory one = open(MiniLmProvider.full());
                SharedMemory other = open(MiniLmProvider.quantized())) {
            AgentMemory writer = one.task("order-7").agent("writer");
            AgentMemory editor = other.task("order-7").agent("editor");
            writer.remember("The parrot speaks Welsh");
            editor.remember("The invoice must be paid by Friday");

            for (AgentMemory agent : List.of(writer, editor)) {
                assertThat(agent.recall(QUESTION, 1))
                        .extracting(match -> match.memory().text())
                        .containsExactly("The invoice must be paid by Friday");
            }
        }
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recall among more memories than it can rank. */
class ManyMemoriesTest {

    private static final int MEMORIES = 1_500;

    @TempDir
    Path folder;

    /** A text is as near to the question as its first word says. */
    static final class FirstWordModel implements EmbeddingModel {
        private static final Map<String, Double> COSINES = Map.of("crane", 1.0, "boats", 0.6, "plans", 0.5);

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(vector(segment.text().toLowerCase(Locale.ROOT))))
                    .toList());
        }

        private static float[] vector(String text) {
            double cosine = COSINES.getOrDefault(text.substring(0, text.indexOf(" ")), 0.0);
            double[] question = direction(1);
            double[] other = direction(text.hashCode());
            float[] vector = new float[other.length];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (cosine * question[i] + Math.sqrt(1 - cosine * cosine) * other[i]);
            }
            return vector;
        }

        private static double[] direction(int seed) {
            double[] random = new Random(seed).doubles(384, -1, 1).toArray();
            double length = Math.sqrt(DoubleStream.of(random).map(x -> x * x).sum());
            return DoubleStream.of(random).map(x -> x / length).toArray();
        }
    }

    private static String text(int i) {
        return switch (i % 5) {
            case 0, 1 -> "Boats of dock %d";
            case 2 -> "Walls of crane harbour repair %d";
            default -> "Rooms of hall %d";
        };
    }

    /** 600 others are nearer, and 300 others share more words. */
    @Test
    void findsWhatFitsBestByWordsAndMeaningTogether() {
        try (SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(EmbeddingModelProvider.of("first-word", new FirstWordModel()))
                .open()) {
            AgentMemory agent = memory.task("port").agent("writer");
            agent.rememberAll(IntStream.range(0, MEMORIES)
                    .mapToObj(i -> Draft.finding(text(i).formatted(i)).build())
                    .toList());
            Memory plan = agent.remember("Plans of crane harbour opening").memory();

            assertThat(agent.recall("crane harbour repair", 3))
                    .extracting(Match::memory)
                    .startsWith(plan);
        }
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.EmbeddingsTest.LetterModel;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compaction deletes vectors of ended statements. The log and the answer of every recall stay the same. */
class CompactTest {

    private static final String QUESTION = "which colour";

    @TempDir
    Path folder;

    final LetterModel model = new LetterModel();

    private SharedMemory open() {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(EmbeddingModelProvider.of("letters", model))
                .open();
    }

    private static AgentMemory agent(SharedMemory memory) {
        return memory.task("order-7").agent("writer");
    }

    private static List<Match> asOf(SharedMemory memory, Cursor moment) {
        return memory.task("order-7").asOf(moment).agent("writer").recall(QUESTION, 5);
    }

    /** Revises one memory n times, and returns the moment after each. */
    private static List<Cursor> revise(SharedMemory memory, int n) {
        MemoryId[] last = {
            agent(memory).remember("The colour is number 0").memory().id()
        };
        return IntStream.rangeClosed(1, n)
                .mapToObj(i -> {
                    last[0] = agent(memory)
                            .revise(last[0], "The colour is number " + i)
                            .memory()
                            .id();
                    return agent(memory).log().cursor();
                })
                .toList();
    }

    @Test
    void aCompactedMemoryAnswersTheSameAtEveryMoment() {
        List<Cursor> moments;
        List<List<Match>> before;
        try (SharedMemory memory = open()) {
            moments = revise(memory, 20);
            before = moments.stream().map(moment -> asOf(memory, moment)).toList();

            assertThat(memory.task("order-7").compact(List.of(moments.get(5)))).isEqualTo(19);
            assertThat(memory.task("order-7").compact(List.of())).isEqualTo(1);
            assertThat(memory.task("order-7").compact(List.of())).isZero();
        }
        try (SharedMemory memory = open()) {
            assertThat(moments.stream().map(moment -> asOf(memory, moment)).toList())
                    .isEqualTo(before);
        }
    }

    @Test
    void onlyMomentsThatWereNotKeptAreEmbeddedAgain() {
        List<Cursor> moments;
        try (SharedMemory memory = open()) {
            moments = revise(memory, 20);
            memory.task("order-7").compact(List.of(moments.get(5)));
        }
        model.embedded.clear();
        try (SharedMemory memory = open()) {
            agent(memory).recall(QUESTION, 5);
            asOf(memory, moments.get(5));
            assertThat(model.embedded).containsExactly(QUESTION);

            assertThat(asOf(memory, moments.get(7)))
                    .extracting(match -> match.memory().text())
                    .containsExactly("The colour is number 8");
            assertThat(model.embedded).containsExactly(QUESTION, "The colour is number 8");
        }
        model.embedded.clear();
        try (SharedMemory memory = open()) {
            asOf(memory, moments.get(7));
            assertThat(model.embedded).containsExactly(QUESTION);
        }
    }

    @Test
    void aStatementThatReturnsIsFoundByItsVector() {
        try (SharedMemory memory = open()) {
            Memory bananas = agent(memory).remember("bananas").memory();
            agent(memory).forget(bananas.id());
        }
        try (SharedMemory memory = open()) {
            assertThat(agent(memory).recall("ananas b", 5)).isEmpty();

            agent(memory).remember("bananas");

            assertThat(agent(memory).recall("ananas b", 5))
                    .extracting(match -> match.score().similarity())
                    .singleElement()
                    .satisfies(cosine -> assertThat(cosine).isGreaterThan(0.9));
        }
    }

    @Test
    void aUsersMemoriesAndAnAgentsNotesAreCompactedToo() {
        try (SharedMemory memory = open()) {
            TaskMemory task = memory.task("order-7").forUser("ann");
            Map<Scope, AgentMemory> writers = Map.of(
                    Scope.user("ann"), task.agent("writer").aboutUser(),
                    Scope.agentOnTask("writer", "order-7"), task.agent("writer").privately(),
                    Scope.agent("editor"), memory.agent("editor"));
            writers.forEach((scope, writer) -> {
                MemoryId first = writer.remember("The colour is red").memory().id();
                writer.revise(first, "The colour is green");
                List<Cursor> kept = List.of(writer.log().cursor());

                assertThat(memory.compact(scope, kept)).isEqualTo(1);
                assertThat(memory.compact(scope, kept)).isZero();
                assertThat(writer.recall(QUESTION, 5))
                        .extracting(match -> match.memory().text())
                        .containsOnly("The colour is green");
            });
            assertThat(memory.compact(Scope.user("bob"), List.of())).isZero();
        }
    }

    /** Counts letters, and has vectors as long as MiniLM's. */
    private static final class WideModel implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> {
                        float[] counts = new float[384];
                        segment.text().toLowerCase(Locale.ROOT).chars().forEach(c -> counts[c % 384]++);
                        return Embedding.from(counts);
                    })
                    .toList());
        }
    }

    @Test
    void theFileGivesBackTheSpace() throws IOException {
        Path file = folder.resolve("memory.db");
        long before;
        try (SharedMemory memory = SharedMemory.builder(file)
                .embeddings(EmbeddingModelProvider.of("wide", new WideModel()))
                .open()) {
            revise(memory, 300);
            memory.clean();
            before = Files.size(file);

            assertThat(memory.task("order-7").compact(List.of())).isEqualTo(300);
            memory.clean();
        }
        assertThat(Files.size(file)).isLessThan(before - 300 * 384);
    }
}

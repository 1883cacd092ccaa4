package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Audience;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingsTest {

    @TempDir
    Path folder;

    /** Embeds the letters of a text; words with similar spellings are near each other. Records the texts. */
    static final class LetterModel implements EmbeddingModel {
        final List<String> embedded = new ArrayList<>();

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> {
                        embedded.add(segment.text());
                        float[] letters = new float[26];
                        segment.text()
                                .toLowerCase(Locale.ROOT)
                                .chars()
                                .filter(c -> c >= 'a' && c <= 'z')
                                .forEach(c -> letters[c - 'a']++);
                        return Embedding.from(letters);
                    })
                    .toList());
        }
    }

    SharedMemory open(String id, EmbeddingModel model) {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(EmbeddingModelProvider.of(id, model))
                .open();
    }

    @Test
    void findMemoriesWithoutACommonWord() {
        try (SharedMemory memory = open("letters", new LetterModel())) {
            AgentMemory agent = memory.task("order-7").agent("writer");
            Memory bananas = agent.remember("bananas").memory();
            agent.remember("cherry pit");

            List<Match> matches = agent.recall("anna sanna nab", 1);

            assertThat(matches).extracting(Match::memory).containsExactly(bananas);
            assertThat(matches.get(0).score().similarity()).isGreaterThan(0.9);
            assertThat(matches.get(0).score().keywords()).isZero();
        }
    }

    @Test
    void areComputedOnceForAStatementOfSeveralAgents() {
        LetterModel model = new LetterModel();
        try (SharedMemory memory = open("letters", model)) {
            memory.task("order-7").agent("writer").remember("bananas");
            memory.task("order-7").agent("writer").list();
        }
        LetterModel later = new LetterModel();
        try (SharedMemory memory = open("letters", later)) {
            assertThat(memory.task("order-7").agent("editor").recall("bananas", 1))
                    .hasSize(1);
        }

        assertThat(model.embedded).containsExactly("bananas");
        assertThat(later.embedded).containsExactly("bananas");
    }

    @Test
    void ofOthersAreNotNeededBeforeTheFirstRecall() {
        try (SharedMemory words =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            words.task("order-7").agent("writer").remember("bananas");
        }
        LetterModel model = new LetterModel();
        try (SharedMemory memory = open("letters", model)) {
            AgentMemory agent = memory.task("order-7").agent("writer");
            agent.remember("cherry pit");
            assertThat(agent.list()).hasSize(2);
            assertThat(model.embedded).containsExactly("cherry pit");

            assertThat(agent.recall("anna sanna nab", 1))
                    .extracting(match -> match.memory().text())
                    .containsExactly("bananas");

            assertThat(model.embedded).containsOnlyOnce("bananas", "cherry pit");
        }
    }

    @Test
    void ofOthersAreComputedOnceAfterTheFirstRecall() {
        LetterModel model = new LetterModel();
        try (SharedMemory memory = open("letters", model)) {
            AgentMemory agent = memory.task("order-7").agent("writer");
            agent.remember("cherry pit");
            agent.recall("pit", 1);
            try (SharedMemory words = SharedMemory.builder(folder.resolve("memory.db"))
                            .keywordsOnly()
                            .open();
                    SharedMemory letters = open("letters", new LetterModel())) {
                words.task("order-7").agent("editor").remember("bananas");
                words.task("order-7").agent("critic").remember("cherry pit");
                letters.task("order-7").agent("editor").remember("dates");
            }

            assertThat(agent.recall("anna sanna nab", 1))
                    .extracting(match -> match.memory().text())
                    .containsExactly("bananas");
            assertThat(agent.recall("sad tees", 1))
                    .extracting(match -> match.memory().text())
                    .containsExactly("dates");

            assertThat(model.embedded).containsExactly("cherry pit", "pit", "anna sanna nab", "bananas", "sad tees");
        }
        LetterModel again = new LetterModel();
        try (SharedMemory memory = open("letters", again)) {
            memory.task("order-7").agent("writer").recall("anna", 1);
        }
        assertThat(again.embedded).containsExactly("anna");
    }

    /** A question may quote what was erased. */
    @Test
    void ofQuestionsAreForgottenWithAnErasure() {
        LetterModel model = new LetterModel();
        try (SharedMemory memory = open("letters", model)) {
            AgentMemory agent = memory.task("order-7").agent("writer");
            Memory bananas = agent.remember("bananas").memory();
            agent.remember("cherry pit");
            agent.recall("who has bananas", 1);
            agent.recall("who has bananas", 1);
            assertThat(model.embedded).containsOnlyOnce("who has bananas");

            agent.erase(bananas.id());

            agent.recall("who has bananas", 1);
            assertThat(model.embedded).filteredOn("who has bananas"::equals).hasSize(2);
        }
    }

    /** A statement is embedded once for each person who makes it. */
    @Test
    void ofWordsThatTheReaderMayNotReadChangeNoSimilarity() {
        try (SharedMemory memory = open("letters", new LetterModel())) {
            TaskMemory task = memory.task("order-7");
            AgentMemory reader = task.person("ben");
            task.person("ada").remember("bananas");
            List<Match> before = reader.recall("zoo zoo bananas", 1);

            task.person("zoozoo")
                    .remember(Draft.finding("bananas")
                            .audience(Audience.of(Audience.Member.person("eve")))
                            .build());

            assertThat(reader.recall("zoo zoo bananas", 1)).isEqualTo(before);
            assertThat(task.person("eve")
                            .recall("zoo zoo bananas", 1)
                            .get(0)
                            .score()
                            .similarity())
                    .isGreaterThan(before.get(0).score().similarity());
        }
    }

    @Test
    void areComputedOnceForARepeatedQuestionUntilSomethingIsErased() {
        LetterModel model = new LetterModel();
        try (SharedMemory memory = open("letters", model)) {
            AgentMemory writer = memory.task("order-7").agent("writer");
            Memory bananas = writer.remember("bananas").memory();
            model.embedded.clear();

            List<Match> first = writer.recall("anna", 1);
            List<Match> second = memory.task("order-7").agent("editor").recall("anna", 1);
            assertThat(second).isEqualTo(first);
            assertThat(model.embedded).containsExactly("anna");

            var unusedReceipt = memory.task("order-7").person("ada").erase(bananas.id());
            assertThat(writer.recall("anna", 1)).isEmpty();
            assertThat(memory.task("order-8").delete()).isFalse();
            assertThat(writer.recall("anna", 1)).isEmpty();
            assertThat(model.embedded).containsExactly("anna", "anna", "anna");
        }
    }

    @Test
    void areComputedLaterForMemoriesOfNoModelOrAnotherModel() {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            memory.task("order-7").agent("writer").remember("bananas");
            memory.task("order-7").agent("writer").remember("cherry pit");
        }
        for (String id : List.of("letters", "other letters")) {
            LetterModel model = new LetterModel();
            try (SharedMemory memory = open(id, model)) {
                assertThat(memory.task("order-7").agent("writer").recall("anna sanna nab", 1))
                        .extracting(match -> match.memory().text())
                        .containsExactly("bananas");
            }
            assertThat(model.embedded).containsExactly("anna sanna nab", "bananas", "cherry pit");
        }
        LetterModel again = new LetterModel();
        try (SharedMemory memory = open("letters", again)) {
            memory.task("order-7").agent("writer").recall("anna", 1);
        }
        assertThat(again.embedded).containsExactly("anna");
    }

    @Test
    void includeAPersonsNameAndNotAnAgentsRole() {
        LetterModel model = new LetterModel();
        try (SharedMemory memory = open("letters", model)) {
            TaskMemory task = memory.task("order-7");
            task.person("Ann").remember("bananas");
            task.agent("writer").remember("bananas");

            assertThat(model.embedded).containsExactly("Ann: bananas", "bananas");
            assertThat(task.agent("editor").recall("bananas", 5)).hasSize(1);
        }
    }

    @Test
    void includeUncommittedWritesOfAStep() {
        try (SharedMemory memory = open("letters", new LetterModel())) {
            memory.task("order-7").agent("writer").remember("cherry pit");
            Step step = memory.begin(
                    StepRequest.builder("order-7", "write", "thread-1").build());
            Memory bananas = step.memory().remember("bananas").memory();
            step.memory().remember(Draft.question("bananas?").build());

            assertThat(step.memory()
                            .recall(RecallRequest.builder("anna sanna nab")
                                    .limit(1)
                                    .build()))
                    .extracting(Match::memory)
                    .containsExactly(bananas);
            assertThat(step.memory().brief("anna sanna nab").findings()).contains(bananas);
        }
    }

    @Test
    void areNeverMixedWithThoseOfAnotherModelUnderTheSameId() {
        try (SharedMemory memory = open("letters", new LetterModel())) {
            memory.task("order-7").agent("writer").remember("bananas");
        }
        EmbeddingModel other = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(segments.stream()
                        .map(segment -> Embedding.from(new float[] {1, 2, 3}))
                        .toList());
            }
        };
        try (SharedMemory memory = open("letters", other)) {
            AgentMemory agent = memory.task("order-7").agent("writer");

            assertThatThrownBy(() -> agent.recall("bananas", 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("give each model an id of its own");
            assertThatThrownBy(() -> agent.remember("cherry pit"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("give each model an id of its own");
            assertThat(agent.list()).hasSize(1);
        }
    }
}

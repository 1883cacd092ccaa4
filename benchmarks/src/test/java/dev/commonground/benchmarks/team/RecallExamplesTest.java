package dev.commonground.benchmarks.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Metadata;
import dev.commonground.minilm.MiniLmEmbeddingModel;
import dev.commonground.minilm.MiniLmProvider;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recall with MiniLM, by example. */
class RecallExamplesTest {

    /** Keeps the model between the tests. */
    @SuppressWarnings("NullAway.Init")
    static MiniLmEmbeddingModel model;

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory agent;

    @BeforeAll
    static void load() {
        model = new MiniLmEmbeddingModel();
    }

    @AfterAll
    static void release() {
        model.close();
    }

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(MiniLmProvider.full())
                .open();
        agent = memory.task("import").agent("writer");
        agent.remember(
                Draft.constraint("Personal data stay in the European Union.").build());
        agent.remember(
                Draft.constraint("Every request carries the customer's number.").build());
        agent.remember(Draft.constraint("No deployment after noon on Fridays.").build());
        agent.remember("The provider throttles at 100 calls per second.");
        agent.remember("The purchase committee consists of the CFO and the head of IT.");
        agent.remember(
                Draft.of(Kind.DECISION, "We ship the import before the export.").build());
        agent.remember(Draft.of(Kind.DECISION, "Logs are kept for thirty days.").build());
        agent.remember(
                Draft.of(Kind.PREFERENCE, "Ada likes short weekly reports.").build());
        agent.remember(Draft.of(Kind.PREFERENCE, "Tables rather than diagrams.").build());
        agent.remember("Beginning chapter 3.");
        agent.remember("Lunch, back at one.");
        agent.remember("The staging server has 32 gigabytes of memory.");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private String first(String question) {
        return agent.recall(question, 1).get(0).memory().text();
    }

    private List<String> found(String question, Floor floor) {
        return agent
                .recall(RecallRequest.builder(question).floor(floor).limit(100).build())
                .stream()
                .map(match -> match.memory().text())
                .toList();
    }

    @Test
    void theWordOfAKindIsAHint() {
        assertThat(first("rate limit of the provider")).isEqualTo("The provider throttles at 100 calls per second.");
        assertThat(first("who decides about the purchase?"))
                .isEqualTo("The purchase committee consists of the CFO and the head of IT.");
        assertThat(found("who decides about the purchase?", Floor.RELEVANT))
                .isNotEmpty()
                .noneMatch(text -> text.startsWith("We ship") || text.startsWith("Logs are"));
    }

    @Test
    void aQuestionForAKindFindsAllOfIt() {
        assertThat(found("constraints", Floor.RELEVANT)).hasSize(3).allMatch(text -> !text.contains("provider"));
    }

    @Test
    void aQuestionThatNothingAnswersFindsNothingRelevant() {
        assertThat(found("which wine would you prefer with fish?", Floor.RELEVANT))
                .isEmpty();
        assertThat(found("who won the football match?", Floor.RELEVANT)).isEmpty();
    }

    @Test
    void chatterRanksBelowSubstance() {
        agent.remember("Chapter 3 has to explain how the import handles duplicate customers.");

        assertThat(first("which duplicates does chapter 3 cover?")).startsWith("Chapter 3 has to explain");
    }

    @Test
    void whatIsKnownOfAChapterComesBeforeChatterAboutIt() {
        agent.remember("Chapter 2 is finished.");
        agent.remember("Chapter 2 tells of the storm in which the ferry sinks.");
        agent.remember("Chapter 3 describes the rescue of the crew from the captain's point of view.");
        agent.remember("Chapter 4 is the trial of the harbour master.");

        for (String question : List.of("what is chapter 3 about?", "chapter 3")) {
            assertThat(first(question)).startsWith("Chapter 3 describes");
        }
        assertThat(found("what is chapter 3 about?", Floor.RELEVANT))
                .containsExactly(
                        "Chapter 3 describes the rescue of the crew from the captain's point of view.",
                        "Beginning chapter 3.");
    }

    @Test
    void anAliasFromAnAnnotationIsFound() {
        Match server = agent.recall("staging server", 1).get(0);
        agent.annotate(server.memory().id(), Metadata.NONE.with(Metadata.ALIASES, "zeus"));

        assertThat(first("what about zeus?")).startsWith("The staging server");
        assertThat(found("what about zeus?", Floor.RELEVANT)).isNotEmpty();
    }

    @Test
    void aShortQuestionIsAboutWhatItNamesInAnyNotation() {
        agent.remember(Draft.of(Kind.FINDING, "The frontend is version 18 with Tailwind.")
                .metadata(Metadata.ALIASES, "ReactJS")
                .build());
        agent.remember(Draft.of(Kind.FINDING, "Every merge deploys to staging.")
                .metadata(Metadata.ALIASES, "CI pipeline")
                .build());

        assertThat(found("REACTJS component patterns", Floor.RELEVANT))
                .containsExactly("The frontend is version 18 with Tailwind.");
        assertThat(found("how does our CI pipeline handle secrets?", Floor.RELEVANT))
                .containsExactly("Every merge deploys to staging.");
        assertThat(found(
                        "please translate the letter to the landlord about the broken heating and mention that the radiator in "
                                + "the kitchen has been cold since Tuesday, reactjs or not, and that we expect a plumber this week",
                        Floor.RELEVANT))
                .isEmpty();
    }

    @Test
    void aNamedAuthorCounts() {
        memory.task("import").agent("auditor").remember("The import loses time zones.");
        memory.task("import").agent("tester").remember("The import loses empty lines.");

        assertThat(first("what did the auditor say of the import?")).isEqualTo("The import loses time zones.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "ru", "zh", "ja", "ko", "ar", "hi"})
    void theFloorsMeanTheSameInEveryLanguage(String language) throws IOException {
        AgentMemory reader = memory.task(language).agent("reader");
        List<String> nothing = new ArrayList<>();
        boolean wanted = false;
        for (String line : TeamTask.resource("languages.txt").lines().toList()) {
            wanted = line.startsWith("L ") ? line.equals("L " + language) : wanted;
            if (wanted && line.startsWith("F ")) {
                reader.remember(line.split(" ", 3)[2]);
            } else if (wanted && line.startsWith("N ")) {
                nothing.add(line.substring(2));
            }
        }

        assertThat(nothing).isNotEmpty();
        for (String question : nothing) {
            assertThat(reader.recall(
                            RecallRequest.builder(question).floor(Floor.RELATED).build()))
                    .hasSizeLessThanOrEqualTo(8);
        }
        assertThat(nothing.stream()
                        .filter(question -> !reader.recall(RecallRequest.builder(question)
                                        .relevantOnly()
                                        .build())
                                .isEmpty()))
                .hasSizeLessThanOrEqualTo(2);
    }
}

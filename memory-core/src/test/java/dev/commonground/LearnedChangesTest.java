package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.learning.Answer;
import dev.commonground.internal.learning.ModelServer;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a conversation changes known statements, and which of them the prompt has. */
class LearnedChangesTest extends LearningFixture {

    @Test
    void learningAgainChangesNothing() {
        String answer = Answer.of(
                Answer.item(1, "constraint", "Formal tone", "formal tone").key("tone", "formal"));
        learn(answer, anna("We want a formal tone"));

        Learning again = learn(answer, anna("We want a formal tone"));

        assertThat(outcomes(again)).singleElement().isInstanceOf(WriteOutcome.AlreadyKnown.class);
        assertThat(task.agent("researcher").history(only(again).id())).hasSize(1);
    }

    @Test
    void valuesOfTwoSpeakersConflictEvenIfTheAgentHasSeenTheFirst() {
        AgentMemory agent = task.agent("researcher");
        task.person("Bob")
                .remember(Draft.constraint("The budget is 40,000 euros")
                        .key("budget", "40,000 euros")
                        .build());
        agent.brief("the budget");

        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "The budget is 50,000 euros", "budget is 50,000 euros")
                        .key("Budget", "50,000 euros")),
                agent,
                anna("The budget is 50,000 euros"));

        assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.InConflict.class);
        assertThat(agent.conflicts()).hasSize(1);
    }

    @Test
    void newValueSupersedesTheOldValueOfTheSameSpeaker() {
        Learning learning = learn(
                Answer.of(
                        Answer.item(2, "constraint", "At most 400 words", "make that 400 words")
                                .key("max_words", "400"),
                        Answer.item(1, "constraint", "At most 500 words", "at most 500 words")
                                .key("max_words", "500")),
                anna("It has at most 500 words"),
                anna("Sorry, make that 400 words"));

        assertThat(outcome(learning.items().get(1))).isInstanceOf(WriteOutcome.Superseded.class);
        assertThat(lines()).containsExactly("CONSTRAINT max_words = 400: At most 400 words (Anna)");
    }

    @Test
    void repetitionByAnotherSpeakerAddsAnAuthor() {
        Memory known = task.person("Bob")
                .remember(Draft.constraint("Not more than 500 words")
                        .key("max_words", "500")
                        .build())
                .memory();

        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "The limit is 500 words", "500 words, no more")
                        .relation("same", 1)),
                anna("I said 500 words, no more"));

        assertThat(outcomes(learning)).singleElement().isInstanceOfSatisfying(WriteOutcome.AlreadyKnown.class, item -> {
            assertThat(item.knownBy()).containsExactly(Author.person("Bob"));
            assertThat(item.memory().id()).isEqualTo(known.id());
            assertThat(item.memory().authors()).containsExactly(ANNA, Author.person("Bob"));
        });
    }

    @Test
    void sameKeyAndValueInOtherWordsIsTheSameMemory() {
        task.person("Bob")
                .remember(Draft.constraint("Not more than 500 words")
                        .key("max_words", "500")
                        .build());

        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "The limit is 500 words", "limit is 500 words")
                        .key("Max words", "500 words")),
                anna("The limit is 500 words"));

        assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.AlreadyKnown.class);
        assertThat(lines()).containsExactly("CONSTRAINT max_words = 500: Not more than 500 words (Anna, Bob)");
    }

    @Test
    void announcedChangeSupersedesTheKnownStatement() {
        task.person("Bob").decide("The pilot is in Leeds");

        Learning learning = learn(
                Answer.of(Answer.item(1, "decision", "The pilot is in York", "the pilot is in York now")
                        .relation("supersedes", 1)
                        .change("no longer in Leeds")),
                anna("It is no longer in Leeds, the pilot is in York now"));

        assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.Superseded.class);
        assertThat(lines()).containsExactly("DECISION: The pilot is in York (Anna)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no longer in Leeds", "the pilot is in York"})
    void changeWithoutAnAnnouncementIsAConflict(String change) {
        task.person("Bob").decide("The pilot is in Leeds");

        Learning learning = learn(
                Answer.of(Answer.item(1, "decision", "The pilot is in York", "the pilot is in York")
                        .relation("supersedes", 1)
                        .change(change)),
                anna("I hear the pilot is in York"));

        assertThat(outcomes(learning)).singleElement().isInstanceOfSatisfying(WriteOutcome.InConflict.class, item -> {
            assertThat(item.others()).extracting(Memory::text).containsExactly("The pilot is in Leeds");
            assertThat(item.memory().metadata().get("contradicts"))
                    .contains(item.others().get(0).id().value());
        });
        assertThat(lines())
                .containsExactly("DECISION: The pilot is in Leeds (Bob)", "DECISION: The pilot is in York (Anna)");
    }

    @Test
    void contradictionOfAKeyedStatementIsAConflictOfItsKey() {
        task.person("Bob")
                .remember(Draft.constraint("At most 500 words")
                        .key("max_words", "500")
                        .build());

        learn(
                Answer.of(Answer.item(1, "constraint", "At most 800 words", "at most 800 words")
                        .key("word_limit", "800")
                        .relation("contradicts", 1)),
                anna("It has at most 800 words"));

        assertThat(task.agent("auditor").conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.key()).isEqualTo("max_words");
            assertThat(conflict.memories()).hasSize(2);
        });
    }

    @Test
    void agentDoesNotSupersedeAPerson() {
        task.person("Bob")
                .remember(Draft.constraint("At most 500 words")
                        .key("max_words", "500")
                        .build());

        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "At most 800 words", "at most 800 words")
                        .key("max_words", "800")
                        .relation("supersedes", 1)),
                AiMessage.from("I plan at most 800 words"));

        assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.InConflict.class);
    }

    @Test
    void findingDoesNotSupersedeABindingStatement() {
        task.person("Bob").decide("The pilot is in Leeds");

        Learning learning = learn(
                Answer.of(Answer.item(1, "finding", "The pilot moved to York", "the pilot moved to York")
                        .relation("supersedes", 1)
                        .change("the pilot moved to York")),
                anna("I read that the pilot moved to York"));

        assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.InConflict.class);
    }

    @Test
    void promptNumbersKnownStatementsAndHidesTheirIds() {
        AgentMemory agent = task.forUser("acme").agent("researcher");
        Memory budget = agent.remember(Draft.constraint("The budget is 40,000 euros")
                        .key("budget", "40,000 euros")
                        .build())
                .memory();
        agent.privately().remember("I doubt that the budget holds");
        agent.aboutUser().remember("Acme is late with its budget");

        try (ModelServer server = ModelServer.answering(Answer.of())) {
            agent.learn(LearnRequest.builder(List.of(anna("What about the budget?")))
                    .model(server.model())
                    .build());

            assertThat(server.request(0))
                    .contains("<known>\n{\"known\":1,\"kind\":\"constraint\",\"key\":\"budget\"")
                    .doesNotContain(budget.id().value(), "I doubt", "late");
        }
    }

    @Test
    void promptHasAtMostTheRequestedMemoriesAndTheBindingOnes() {
        AgentMemory agent = task.agent("researcher");
        for (int i = 0; i < 5; i++) {
            agent.remember("The budget meeting number %d was long".formatted(i));
        }
        agent.remember(Draft.constraint("40,000 euros at most")
                .key("budget_of_the_year", "40,000 euros")
                .build());

        try (ModelServer server = ModelServer.answering(Answer.of())) {
            agent.learn(LearnRequest.builder(List.of(anna("What about the budget meeting?")))
                    .model(server.model())
                    .known(2)
                    .build());

            assertThat(server.request(0))
                    .contains("40,000 euros at most", "\"known\":3")
                    .doesNotContain("\"known\":4");
        }
    }

    @Test
    void comparisonDoesNotCountAsShown() {
        task.person("Bob")
                .remember(Draft.constraint("40,000 euros")
                        .key("budget", "40,000 euros")
                        .build());
        AgentMemory agent = task.agent("researcher");
        learn(Answer.of(), agent, anna("What about the budget?"));

        WriteOutcome outcome = agent.remember(
                Draft.constraint("50,000 euros").key("budget", "50,000 euros").build());

        assertThat(outcome).isInstanceOf(WriteOutcome.InConflict.class);
    }

    @Test
    void statementThatChangedMeanwhileIsNotSuperseded() {
        AgentMemory bob = task.person("Bob");
        Memory budget = bob.remember(Draft.constraint("The budget is 30,000 euros")
                        .key("budget", "30,000 euros")
                        .build())
                .memory();
        AtomicBoolean changed = new AtomicBoolean();
        try (ModelServer server = ModelServer.answering(
                Answer.of(Answer.item(1, "constraint", "The budget is 50,000 euros", "budget is 50,000 euros")
                        .key("budget", "50,000 euros")
                        .relation("supersedes", 1)))) {
            Learning learning = task.agent("researcher")
                    .learn(LearnRequest.builder(List.of(anna("The budget is 50,000 euros")))
                            .model(server.model())
                            .progress(done -> {
                                changed.set(true);
                                task.person("Cleo")
                                        .remember(Draft.constraint("The budget is 30,000 euros")
                                                .key("budget", "30,000 euros")
                                                .build());
                            })
                            .build());

            assertThat(changed).isTrue();
            assertThat(outcomes(learning)).singleElement().isInstanceOf(WriteOutcome.InConflict.class);
            assertThat(task.agent("auditor").find(budget.id()).orElseThrow().live())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Tea is served at four  | Tea is served at four.
            Tea is served at four. | Tea is served at four!
            Never say "synergy"    | Never say “synergy”.
            Never say 'synergy'    | Never say «synergy»
            At most 500 words      | At most ５００ words
            五百文字以内。           | 五百文字以内
            ﾚﾎﾟｰﾄは短く             | レポートは短く。
            """)
    void anotherSpellingIsTheSameMemoryAndSaid(String known, String said) {
        Memory memory = task.person("Bob").require(known).memory();

        Learning learning = learn(Answer.of(Answer.item(1, "constraint", said, said)), anna(said));

        assertThat(learning.items()).singleElement().isInstanceOfSatisfying(Learning.Written.class, written -> {
            assertThat(written.memory().id()).isEqualTo(memory.id());
            assertThat(written.memory().authors()).containsExactly(ANNA, Author.person("Bob"));
            assertThat(written.folded()).isEqualTo(said);
        });
    }

    @Test
    void theSameTextIsNotFolded() {
        task.person("Bob").require("Tea is served at four");

        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "Tea is served at four", "served at four")),
                anna("Tea is served at four"));

        assertThat(learning.items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Learning.Written.class,
                        written -> assertThat(written.folded()).isNull());
    }
}

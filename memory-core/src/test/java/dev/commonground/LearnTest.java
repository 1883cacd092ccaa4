package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.learning.Answer;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learned;
import dev.commonground.learning.Learning;
import dev.commonground.learning.ModelServer;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learned from conversations, with a model behind HTTP. */
class LearnTest {

    static final Author RESEARCHER = Author.agent("researcher");
    static final Author ANNA = Author.person("Anna");

    @TempDir
    Path folder;

    SharedMemory memory;
    TaskMemory task;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(new TickingClock())
                .open();
        task = memory.task("q3");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static UserMessage anna(String text) {
        return UserMessage.from("Anna", text);
    }

    static UserMessage bob(String text) {
        return UserMessage.from("Bob", text);
    }

    Learning learn(String answer, ChatMessage... messages) {
        return learn(answer, task.agent("researcher"), messages);
    }

    static Learning learn(String answer, AgentMemory agent, ChatMessage... messages) {
        try (ModelServer server = ModelServer.answering(answer)) {
            return agent.learn(LearnRequest.builder(List.of(messages))
                    .model(server.model())
                    .build());
        }
    }

    static Memory only(Learning learning) {
        assertThat(learning.memories()).hasSize(1);
        return learning.memories().get(0);
    }

    @Test
    void theSpeakerIsTheAuthorAndTheAgentTheRecorder() {
        Learning learning = learn(
                Answer.of(Answer.item(2, "constraint", "The proposal has at most 500 words", "keep it under 500 words")
                        .key("max_words", "500")),
                SystemMessage.from("You are helpful"),
                anna("Please KEEP it\nunder 500 words!"));

        Memory learned = only(learning);
        assertThat(learned.toString())
                .isEqualTo("CONSTRAINT max_words = 500: The proposal has at most 500 words (Anna)");
        Assertion assertion = learned.assertions().get(0);
        assertThat(assertion.author()).isEqualTo(ANNA);
        assertThat(assertion.recorder()).isEqualTo(RESEARCHER);
        assertThat(assertion.origin()).isEqualTo(Origin.PERSON);
        assertThat(assertion.evidence()).isEqualTo("KEEP it\nunder 500 words");
        assertThat(task.agent("writer").list()).containsExactly(learned);
        assertThat(learning.calls()).isOne();
        assertThat(learning.tokens().totalTokenCount()).isEqualTo(10);
    }

    @Test
    void whatAnAgentSaidItselfHasNoOtherRecorder() {
        Learning learning = learn(
                Answer.of(Answer.item(1, "decision", "The pilot is in Leeds", "the pilot is in Leeds")),
                AiMessage.from("So the pilot is in Leeds."));

        Assertion assertion = only(learning).assertions().get(0);
        assertThat(assertion.author()).isEqualTo(RESEARCHER);
        assertThat(assertion.recorder()).isNull();
        assertThat(assertion.origin()).isEqualTo(Origin.AGENT);
    }

    @Test
    void whatWasNotSaidBindsNobody() {
        Learning learning = learn(
                Answer.of(Answer.item(1, "constraint", "The budget is 1 euro", "our budget is 1 euro")
                        .key("budget", "1 euro")),
                anna("We talked about the budget."));

        assertThat(learning.items()).singleElement().isInstanceOfSatisfying(Learned.Stored.class, stored -> {
            assertThat(stored.doubt()).contains("message 1");
            assertThat(stored.memory().kind()).isEqualTo(Kind.FINDING);
            assertThat(stored.memory().key()).isNull();
            assertThat(stored.memory().authors()).containsExactly(RESEARCHER);
            assertThat(stored.memory().assertions().get(0).trust()).isLessThan(0.5);
        });
    }

    @Test
    void aModelThatTakesSchemasIsGivenOne() {
        try (ModelServer server = ModelServer.answering(Answer.of())) {
            ChatModel model = server.model();
            task.agent("researcher")
                    .learn(LearnRequest.builder(List.of(anna("Good morning")))
                            .model(model)
                            .build());

            assertThat(server.requests()
                            .get(0)
                            .at("/response_format/json_schema/strict")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void learningAgainChangesNothing() {
        String answer = Answer.of(
                Answer.item(1, "constraint", "Formal tone", "formal tone").key("tone", "formal"));
        learn(answer, anna("We want a formal tone"));

        Learning again = learn(answer, anna("We want a formal tone"));

        assertThat(again.items()).singleElement().isInstanceOf(Learned.AlreadyKnown.class);
        assertThat(task.agent("researcher").history(only(again).id())).hasSize(1);
    }

    @Test
    void twoSpeakersWhoDisagreeAreInConflictWhateverTheAgentWasShown() {
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

        assertThat(learning.items()).singleElement().isInstanceOf(Learned.InConflict.class);
        assertThat(agent.conflicts()).hasSize(1);
    }
}

package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An error in one of several runs takes no outcome from the others. */
class RunOutcomesTest {

    @TempDir
    Path directory;

    static Stream<Error> errors() {
        return Stream.of(
                new AssertionError("expected 1"),
                new StackOverflowError(),
                new NoClassDefFoundError("com/example/Missing"),
                new OutOfMemoryError("no heap"));
    }

    private static Crew.Builder crew(Error error) {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                if (((UserMessage) request.messages().get(1)).singleText().contains("for b")) {
                    throw error;
                }
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("Written."))
                        .build();
            }
        };
        Agent writer = Agent.builder("writer")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(model)
                .build();
        return Crew.builder("proposal")
                .tasks(Task.builder("draft")
                        .agent(writer)
                        .description("Write for {client}")
                        .expectedOutput("A draft")
                        .build());
    }

    private static List<Run> runs() {
        return Stream.of("a", "b", "c")
                .map(client -> Run.id("run-" + client).input("client", client))
                .toList();
    }

    private static void areThreeWithOneStopped(List<RunOutcome> outcomes, Error error) {
        assertThat(outcomes).extracting(RunOutcome::run).containsExactly("run-a", "run-b", "run-c");
        assertThat(outcomes.get(0)).isInstanceOf(RunOutcome.Ended.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        RunOutcome.Stopped.class,
                        stopped -> assertThat(stopped.cause())
                                .hasRootCause(error)
                                .hasMessage("Run run-b stopped with an error, and can be resumed: " + error));
        assertThat(outcomes.get(2)).isInstanceOf(RunOutcome.Ended.class);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void surviveAnErrorInOneRun(Error error) {
        try (SharedMemory memory = Crews.memory(directory)) {
            areThreeWithOneStopped(crew(error).memory(memory).build().kickoffAll(runs()), error);
        }
    }

    @Test
    void surviveAnErrorWithoutAMemory() {
        Error error = new AssertionError("expected 1");

        areThreeWithOneStopped(crew(error).withoutMemory().build().kickoffAll(runs()), error);
    }

    @Test
    void ofNoRunsAreNone() {
        Crew crew = Crew.builder("proposal")
                .tasks(task(
                                "draft",
                                Crews.agent("writer", new ScriptedChatModel()).build())
                        .build())
                .withoutMemory()
                .build();

        assertThat(crew.kickoffAll(List.of())).isEmpty();
    }
}

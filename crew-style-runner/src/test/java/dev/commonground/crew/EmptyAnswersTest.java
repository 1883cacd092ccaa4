package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.crew.model.StreamedModel;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that answers nothing, in whatever way, is asked once. */
class EmptyAnswersTest {

    /** So many calls end a test that would otherwise ask for ever. */
    private static final int FAR_TOO_MANY = 20;

    @TempDir
    Path directory;

    final AtomicInteger calls = new AtomicInteger();

    public static final class Clerk {
        @Tool
        String look() {
            return "nothing to see";
        }
    }

    /** A response without a message, which only a client with a response type of its own can return. */
    private static final class Hollow extends ChatResponse {

        Hollow() {
            super(ChatResponse.builder().aiMessage(AiMessage.from("hidden")));
        }

        @Override
        @SuppressWarnings("NullAway") // the point of this class
        public AiMessage aiMessage() {
            return null;
        }
    }

    static Stream<Arguments> empty() {
        return Stream.of(
                Arguments.of("no response", (Supplier<@Nullable ChatResponse>) () -> null),
                Arguments.of("no message", (Supplier<@Nullable ChatResponse>) Hollow::new),
                Arguments.of("no text", saying(AiMessage.builder().build())),
                Arguments.of("blank text", saying(AiMessage.from(" \n\t"))));
    }

    private static Supplier<@Nullable ChatResponse> saying(AiMessage message) {
        return () -> ChatResponse.builder().aiMessage(message).build();
    }

    private @Nullable ChatResponse count(Supplier<@Nullable ChatResponse> response) {
        if (calls.incrementAndGet() > FAR_TOO_MANY) {
            throw new AssertionError("asked again and again");
        }
        return response.get();
    }

    @SuppressWarnings("NullAway") // clients of models are not checked
    private ChatModel model(Supplier<@Nullable ChatResponse> response) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return count(response);
            }
        };
    }

    /** Returns a model that skips the checks of langchain4j, as a decorator may. */
    @SuppressWarnings("NullAway") // clients of models are not checked
    private ChatModel decorated(Supplier<@Nullable ChatResponse> response) {
        return new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return count(response);
            }
        };
    }

    @SuppressWarnings("NullAway") // clients of models are not checked
    private ChatModel streamed(Supplier<@Nullable ChatResponse> response) {
        return new StreamedModel(new StreamingChatModel() {
            @Override
            public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
                handler.onCompleteResponse(count(response));
            }
        });
    }

    private void asksOnce(ChatModel model, Object... tools) {
        Agent writer = Agent.builder("writer")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(model)
                .tools(tools)
                .build();
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("draft", writer).build())
                    .memory(memory)
                    .build();
            refuses(crew, "draft");
        }
    }

    private void refuses(Crew crew, String task) {
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .isInstanceOfSatisfying(ModelCallException.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(ModelCallException.Reason.EMPTY_ANSWER);
                    assertThat(failed.task()).isEqualTo(task);
                })
                .hasMessageContaining("the answer of the model was empty");
        assertThat(calls).hasValue(1);
        assertThat(crew.progress("q3")).isEqualTo(Crew.Progress.UNFINISHED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void ofAModelEndTheAttempt(String name, Supplier<@Nullable ChatResponse> response) {
        asksOnce(model(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void ofADecoratorEndTheAttempt(String name, Supplier<@Nullable ChatResponse> response) {
        asksOnce(decorated(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void ofAStreamEndTheAttempt(String name, Supplier<@Nullable ChatResponse> response) {
        asksOnce(streamed(response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void ofAnAgentWithToolsEndTheAttempt(String name, Supplier<@Nullable ChatResponse> response) {
        asksOnce(decorated(response), new Clerk());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void ofAManagerEndTheAttempt(String name, Supplier<@Nullable ChatResponse> response) {
        Agent lead = Agent.builder("lead")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(decorated(response))
                .build();
        Crew crew = Crew.builder("proposal")
                .tasks(task(
                                "draft",
                                Crews.agent("writer", new ScriptedChatModel()).build())
                        .build())
                .manager(task("plan", lead).build())
                .withoutMemory()
                .build();

        refuses(crew, "plan");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void ofADelegateEndTheAttempt(String name, Supplier<@Nullable ChatResponse> response) {
        Agent writer = Agent.builder("writer")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(decorated(response))
                .build();
        Crew crew = Crew.builder("proposal")
                .tasks(task("draft", writer).build())
                .manager(task(
                                "plan",
                                Crews.agent("lead", new ScriptedChatModel().calls("delegate", "{\"task\":\"draft\"}"))
                                        .build())
                        .build())
                .withoutMemory()
                .build();

        refuses(crew, "draft");
    }

    @Test
    void areNotKeptForTheResume() {
        AtomicInteger answers = new AtomicInteger();
        ChatModel forgetful = decorated(() -> answers.getAndIncrement() == 0
                ? null
                : ChatResponse.builder().aiMessage(AiMessage.from("Written.")).build());
        Agent writer = Agent.builder("writer")
                .role("R")
                .goal("G")
                .backstory("B")
                .model(forgetful)
                .build();
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task("draft", writer).build())
                    .memory(memory)
                    .build();
            refuses(crew, "draft");

            assertThat(crew.resume("q3").text()).isEqualTo("Written.");
        }
    }
}

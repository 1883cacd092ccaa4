package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.crew.model.IterationLimitException;
import dev.commonground.crew.model.Journal;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.crew.model.ModelLoop;
import dev.commonground.crew.model.Toolbox;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelLoopTest {

    static final List<ChatMessage> PROMPT = List.of(SystemMessage.from("You are."), UserMessage.from("# Task\nAdd"));

    final ScriptedChatModel model = new ScriptedChatModel();
    final List<String> watched = new ArrayList<>();

    public static class Calculator {

        @Tool("Adds")
        public int add(int a, int b) {
            return a + b;
        }

        @Tool
        void reset() {}

        @Tool
        String divide(int a, int b) {
            return String.valueOf(a / b);
        }

        @Tool
        Image draw() {
            return Image.builder().url("https://example.org/x.png").build();
        }
    }

    static final class BetterCalculator extends Calculator {

        @Tool("Multiplies")
        int multiply(int a, int b) {
            return a * b;
        }
    }

    String answer(int maxIterations, Object... tools) {
        Agent agent =
                agent("clerk", model).maxIterations(maxIterations).tools(tools).build();
        ModelLoop.Watcher watcher = new ModelLoop.Watcher() {
            @Override
            public void called(ChatResponse response, boolean fromJournal) {
                TokenUsage usage = response.tokenUsage();
                watched.add("model " + (usage == null ? "" : usage.totalTokenCount()));
            }

            @Override
            public void used(ToolExecutionRequest request, String result) {
                watched.add(request.name() + " -> " + result);
            }
        };
        ModelLoop.Settings settings =
                new ModelLoop.Settings("sums", agent.name(), agent.model(), agent.maxIterations(), 0, null, null);
        return new ModelLoop(settings, Toolbox.of(agent.tools()), Journal.none(), watcher)
                .answer(PROMPT, () -> false)
                .text();
    }

    @Nested
    class Tools {

        @Test
        void runUntilTheModelAnswers() {
            model.calls("add", "{\"a\":1,\"b\":2}")
                    .calls("multiply", "{\"a\":3,\"b\":4}")
                    .says("  12\n");

            assertThat(answer(15, new BetterCalculator())).isEqualTo("12");

            assertThat(watched).containsExactly("model 110", "add -> 3", "model 110", "multiply -> 12", "model 110");
            assertThat(model.tools(0)).containsExactly("add", "divide", "draw", "multiply", "reset");
            assertThat(model.requests().get(2).messages()).hasSize(6).startsWith(PROMPT.toArray(ChatMessage[]::new));
        }

        @Test
        void thatAreCalledTogetherAreAllAnswered() {
            model.then(() -> AiMessage.from(
                            ToolExecutionRequest.builder().id("1").name("reset").build(),
                            ToolExecutionRequest.builder()
                                    .id("2")
                                    .name("add")
                                    .arguments("{\"a\":1,\"b\":1}")
                                    .build()))
                    .says("done");

            answer(15, new Calculator());

            assertThat(watched).containsExactly("model 110", "reset -> Success", "add -> 2", "model 110");
            assertThat(model.requests().get(1).messages()).hasSize(5);
        }

        @Test
        void thatDoNotExistAreSaidNotTo() {
            model.calls("fly", "{}").calls("", "{}").says("walking then");

            assertThat(answer(15, new Calculator())).isEqualTo("walking then");

            assertThat(model.toolResult(1))
                    .startsWith("There is no tool called fly. The tools are: ")
                    .contains("add");
        }

        @Test
        void withoutAnyToolGetAnError() {
            model.calls("fly", "{}").says("walking then");

            answer(15);

            assertThat(model.toolResult(1)).isEqualTo("There is no tool called fly. There are no tools.");
        }

        @Test
        void tellTheModelWhichArgumentsDoNotFit() {
            model.calls("add", "{\"a\":1}")
                    .calls("add", "{\"a\":\"x\",\"b\":2}")
                    .calls("add", "{no json")
                    .says("sorry");

            assertThat(answer(15, new Calculator())).isEqualTo("sorry");

            assertThat(model.toolResult(1))
                    .isEqualTo("The arguments of add do not fit: Required parameter \"b\" of tool \"add\" is missing");
            assertThat(model.toolResult(2)).startsWith("The arguments of add do not fit: ");
            assertThat(model.toolResult(3)).startsWith("The arguments of add do not fit: ");
        }

        @Test
        void thatFailGiveTheModelTheError() {
            model.calls("divide", "{\"a\":1,\"b\":0}").says("infinite");

            answer(15, new Calculator());

            assertThat(model.toolResult(1)).isEqualTo("The tool divide failed: / by zero");
        }

        @Test
        void withoutTextSaySo() {
            model.calls("draw", "{}").says("drawn");

            answer(15, new Calculator());

            assertThat(model.toolResult(1)).isEqualTo("(no text)");
        }

        @Test
        void mustBeToolsAndHaveDifferentNames() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Toolbox.of(List.of("text")))
                    .withMessage(
                            "A tool object of java.lang.String has no method with @Tool: annotate one, or remove the object");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Toolbox.of(List.of(new Calculator(), new Calculator())))
                    .withMessageMatching(
                            "Two tools are called \\w+, so a model cannot distinguish them: rename one with @Tool\\(name = ...\\)");
        }
    }

    @Test
    void endsAtTheMostModelCallsAllowed() {
        model.calls("reset", "{}").calls("reset", "{}").says("too late");

        assertThatThrownBy(() -> answer(2, new Calculator()))
                .isInstanceOfSatisfying(IterationLimitException.class, stopped -> {
                    assertThat(stopped.task()).isEqualTo("sums");
                    assertThat(stopped.limit()).isEqualTo(2);
                })
                .hasMessage(
                        "Agent clerk has no answer to task sums after 2 model calls: raise its maxIterations or simplify the task or its tools, and resume the run");
        assertThat(model.requests()).hasSize(2);
    }

    @Nested
    class Failures {

        static Stream<Arguments> failures() {
            return Stream.of(
                    Arguments.of(
                            new AuthenticationException("401"),
                            ModelCallException.Reason.AUTHENTICATION,
                            "the endpoint refused the key: check the API key and its permissions"),
                    Arguments.of(
                            new RateLimitException("429"),
                            ModelCallException.Reason.RATE_LIMIT,
                            "the endpoint's rate limit was hit: wait, or lower the load, or raise the limit"),
                    Arguments.of(
                            new TimeoutException("slow"),
                            ModelCallException.Reason.TIMEOUT,
                            "no answer came in time: raise the timeout of the model, or shorten the task"),
                    Arguments.of(
                            new InternalServerException("503"),
                            ModelCallException.Reason.SERVER,
                            "the endpoint failed: wait and try again, or use another"),
                    Arguments.of(
                            new ModelNotFoundException("404"),
                            ModelCallException.Reason.MODEL_NOT_FOUND,
                            "the endpoint does not have this model: check the name of the model and the base URL"),
                    Arguments.of(
                            new UnresolvedModelServerException("host"),
                            ModelCallException.Reason.UNREACHABLE,
                            "the endpoint cannot be reached: check the base URL and the network"),
                    Arguments.of(
                            new InvalidRequestException("this model does not support Tools"),
                            ModelCallException.Reason.TOOLS_REFUSED,
                            "the endpoint refused the tools of the request: choose a model that supports tools, or remove the tools of the agent"),
                    Arguments.of(
                            new UnsupportedFeatureException("function calling"),
                            ModelCallException.Reason.TOOLS_REFUSED,
                            "the endpoint refused the tools of the request: choose a model that supports tools, or remove the tools of the agent"),
                    Arguments.of(
                            new ContentFilteredException("no"),
                            ModelCallException.Reason.CONTENT_FILTERED,
                            "the endpoint filtered the content: change the task or the model"),
                    Arguments.of(
                            new InvalidRequestException("maximum context length is 8192"),
                            ModelCallException.Reason.REQUEST_REFUSED,
                            "the endpoint refused the request for the reason in the cause: check the settings and limits of the model"),
                    Arguments.of(
                            new IllegalStateException("tools broke"),
                            ModelCallException.Reason.OTHER,
                            "the client of the model failed with the exception in the cause"));
        }

        @ParameterizedTest
        @MethodSource("failures")
        void nameTheTaskTheAgentAndTheRemedy(
                RuntimeException failure, ModelCallException.Reason reason, String advice) {
            model.fails(failure);

            assertThatThrownBy(() -> answer(15, new Calculator()))
                    .isInstanceOfSatisfying(ModelCallException.class, failed -> {
                        assertThat(failed.task()).isEqualTo("sums");
                        assertThat(failed.agent()).isEqualTo("clerk");
                        assertThat(failed.reason()).isEqualTo(reason);
                    })
                    .hasCause(failure)
                    .hasMessage(
                            "The model of agent clerk did not answer for task sums: %s. The finished work is kept; resume the run to continue"
                                    .formatted(advice));
        }

        @Test
        void doNotBlameToolsWithoutTools() {
            model.fails(new InvalidRequestException("tool"));

            assertThatThrownBy(() -> answer(15))
                    .isInstanceOfSatisfying(
                            ModelCallException.class,
                            failed -> assertThat(failed.reason()).isEqualTo(ModelCallException.Reason.REQUEST_REFUSED));
        }

        @Test
        void includeBlankAnswers() {
            model.says("  ");

            assertThatThrownBy(() -> answer(15))
                    .isInstanceOf(ModelCallException.class)
                    .hasMessage(
                            "The model of agent clerk did not answer for task sums: the answer of the model was empty: try again, allow more output tokens, or use another model. The finished work is kept; resume the run to continue");
            assertThat(watched).containsExactly("model 110");
        }
    }
}

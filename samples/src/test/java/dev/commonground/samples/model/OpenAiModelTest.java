package dev.commonground.samples.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.samples.model.OpenAiStub.Answer.Failure;
import dev.commonground.samples.model.OpenAiStub.Answer.Silence;
import dev.commonground.samples.model.OpenAiStub.Answer.Text;
import dev.commonground.samples.model.OpenAiStub.Answer.ToolCall;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenAiModelTest {

    static final ToolSpecification REMEMBER = ToolSpecification.builder()
            .name("remember")
            .description("Remembers one thing.")
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("text")
                    .addStringProperty("kind")
                    .required("text")
                    .build())
            .build();

    static ChatModel model(OpenAiStub stub) {
        return Models.fromEnvironment(
                        Map.of("OPENAI_BASE_URL", stub.baseUrl(), "OPENAI_API_KEY", "k-1", "OPENAI_MODEL", "m-1"))
                .model();
    }

    @Nested
    class Answering {

        @Test
        void sendsTheMessagesAndReturnsTextAndUsage() {
            try (OpenAiStub stub = OpenAiStub.answering(new Text("hello"))) {
                ChatResponse answer = model(stub).chat(SystemMessage.from("You are a tester."), UserMessage.from("hi"));

                assertThat(answer.aiMessage().text()).isEqualTo("hello");
                assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(new TokenUsage(7, 3).totalTokenCount());
                assertThat(stub.keys()).containsExactly("Bearer k-1");
                assertThat(stub.requests()).hasSize(1);
                JsonNode request = stub.requests().get(0);
                assertThat(request.path("model").asText()).isEqualTo("m-1");
                assertThat(request.path("messages").findValuesAsText("content"))
                        .containsExactly("You are a tester.", "hi");
            }
        }

        @Test
        void carriesToolCallsThereAndBack() {
            try (OpenAiStub stub = OpenAiStub.answering(
                    new ToolCall("remember", "{\"text\":\"They need barn plans\"}"), new Text("done"))) {
                ChatRequest request = ChatRequest.builder()
                        .messages(UserMessage.from("Record what they need."))
                        .toolSpecifications(REMEMBER)
                        .build();

                AiMessage call = model(stub).chat(request).aiMessage();
                ChatRequest result = request.toBuilder()
                        .messages(
                                request.messages().get(0),
                                call,
                                ToolExecutionResultMessage.from(
                                        call.toolExecutionRequests().get(0), "stored m-1"))
                        .build();
                AiMessage answer = model(stub).chat(result).aiMessage();

                assertThat(call.toolExecutionRequests())
                        .extracting(each -> each.name() + each.arguments())
                        .containsExactly("remember{\"text\":\"They need barn plans\"}");
                assertThat(answer.text()).isEqualTo("done");
                JsonNode first = stub.requests().get(0);
                assertThat(first.at("/tools/0/function/name").asText()).isEqualTo("remember");
                JsonNode second = stub.requests().get(1);
                assertThat(second.at("/messages/1/tool_calls/0/id").asText()).isEqualTo("call_1");
                assertThat(second.at("/messages/2/tool_call_id").asText()).isEqualTo("call_1");
                assertThat(second.at("/messages/2/content").asText()).isEqualTo("stored m-1");
            }
        }

        @Test
        void streamsTextInPieces() {
            try (OpenAiStub stub = OpenAiStub.answering(new Text("one two three four"))) {
                Stream stream = stream(stub);

                assertThat(stream.complete.join().aiMessage().text()).isEqualTo("one two three four");
                assertThat(stream.pieces).hasSizeGreaterThan(1);
                assertThat(String.join("", stream.pieces)).isEqualTo("one two three four");
            }
        }

        @Test
        void streamsToolCalls() {
            try (OpenAiStub stub = OpenAiStub.answering(new ToolCall("remember", "{\"text\":\"a\"}"))) {
                assertThat(stream(stub).complete.join().aiMessage().toolExecutionRequests())
                        .extracting(each -> each.name() + each.arguments())
                        .containsExactly("remember{\"text\":\"a\"}");
            }
        }
    }

    @Nested
    class Failing {

        @Test
        void refusesAWrongKeyAtOnce() {
            try (OpenAiStub stub = OpenAiStub.answering(new Failure(401))) {
                assertThatThrownBy(() -> model(stub).chat("hi"))
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("stub error 401");
                assertThat(stub.requests()).hasSize(1);
            }
        }

        @Test
        void triesThreeTimesWhenTooManyAsk() {
            try (OpenAiStub stub = OpenAiStub.answering(new Failure(429))) {
                assertThatThrownBy(() -> model(stub).chat("hi")).isInstanceOf(RateLimitException.class);
                assertThat(stub.requests()).hasSize(3);
            }
        }

        @Test
        void reportsABrokenServer() {
            try (OpenAiStub stub = OpenAiStub.answering(new Failure(500))) {
                assertThatThrownBy(() -> model(stub).chat("hi")).isInstanceOf(InternalServerException.class);
                assertThat(stub.requests()).hasSize(3);
            }
        }

        @Test
        void goesOnWhenTheServerRecovers() {
            try (OpenAiStub stub = OpenAiStub.answering(new Failure(500), new Text("hello"))) {
                assertThat(model(stub).chat("hi")).isEqualTo("hello");
            }
        }

        @Test
        void givesUpOnASilentServer() {
            try (OpenAiStub stub = OpenAiStub.answering(new Silence())) {
                ChatModel impatient = Models.openAi("k-1", stub.baseUrl(), "m-1", Duration.ofMillis(100));

                assertThatThrownBy(() -> impatient.chat("hi")).isInstanceOf(TimeoutException.class);
            }
        }
    }

    /** The result of a streamed answer. */
    private static final class Stream implements StreamingChatResponseHandler {

        final List<String> pieces = new CopyOnWriteArrayList<>();
        final CompletableFuture<ChatResponse> complete = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            complete.completeExceptionally(error);
        }
    }

    private static Stream stream(OpenAiStub stub) {
        Stream stream = new Stream();
        OpenAiStreamingChatModel.builder()
                .baseUrl(stub.baseUrl())
                .apiKey("k-1")
                .modelName("m-1")
                .build()
                .chat(
                        ChatRequest.builder()
                                .messages(UserMessage.from("hi"))
                                .toolSpecifications(REMEMBER)
                                .build(),
                        stream);
        return stream;
    }
}

package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneSystemMessageTest {

    static final ChatResponse ANSWER =
            ChatResponse.builder().aiMessage(AiMessage.from("blue")).build();
    static final ChatRequestParameters PARAMETERS =
            ChatRequestParameters.builder().modelName("small").build();

    final List<ChatRequest> requests = new ArrayList<>();

    final ChatModel model = new ChatModel() {

        @Override
        public ChatResponse chat(ChatRequest request) {
            requests.add(request);
            return ANSWER;
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return PARAMETERS;
        }

        @Override
        public ModelProvider provider() {
            return ModelProvider.OLLAMA;
        }

        @Override
        public Set<Capability> supportedCapabilities() {
            return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        }
    };

    final StreamingChatModel streaming = new StreamingChatModel() {

        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            requests.add(request);
            handler.onCompleteResponse(ANSWER);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return PARAMETERS;
        }

        @Override
        public ModelProvider provider() {
            return ModelProvider.OLLAMA;
        }

        @Override
        public Set<Capability> supportedCapabilities() {
            return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        }
    };

    /** Keeps the answer. */
    private static final class Answers implements StreamingChatResponseHandler {

        private final List<ChatResponse> complete = new ArrayList<>();

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.add(response);
        }

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    static ChatRequest request(ChatMessage... messages) {
        return ChatRequest.builder().messages(messages).build();
    }

    @Test
    void severalSystemMessagesBecomeOneThatComesFirst() {
        ChatResponse answer = OneSystemMessage.over(model)
                .chat(request(SystemMessage.from("a"), UserMessage.from("why?"), SystemMessage.from("b")));

        assertThat(answer).isSameAs(ANSWER);
        assertThat(requests)
                .singleElement()
                .extracting(ChatRequest::messages)
                .isEqualTo(List.of(SystemMessage.from("a\n\nb"), UserMessage.from("why?")));
    }

    @Test
    void aRequestWithoutASystemMessageStaysAsItIs() {
        ChatRequest plain = request(UserMessage.from("why?"));

        OneSystemMessage.over(model).chat(plain);

        assertThat(requests).singleElement().isSameAs(plain);
    }

    @Test
    void aStreamingModelGetsOneSystemMessageToo() {
        Answers answers = new Answers();

        OneSystemMessage.over(streaming)
                .chat(request(SystemMessage.from("a"), SystemMessage.from("b"), UserMessage.from("why?")), answers);

        assertThat(answers.complete).containsExactly(ANSWER);
        assertThat(requests)
                .singleElement()
                .extracting(ChatRequest::messages)
                .isEqualTo(List.of(SystemMessage.from("a\n\nb"), UserMessage.from("why?")));
    }

    @Test
    void theModelKeepsItsParametersProviderAndCapabilities() {
        ChatModel joining = OneSystemMessage.over(model);
        StreamingChatModel joiningStream = OneSystemMessage.over(streaming);

        assertThat(joining.defaultRequestParameters()).isSameAs(PARAMETERS);
        assertThat(joiningStream.defaultRequestParameters()).isSameAs(PARAMETERS);
        assertThat(List.of(joining.provider(), joiningStream.provider())).containsOnly(ModelProvider.OLLAMA);
        assertThat(List.of(joining.supportedCapabilities(), joiningStream.supportedCapabilities()))
                .containsOnly(Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA));
    }
}

package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
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
import java.util.stream.Collectors;

/**
 * Models for endpoints that accept only one system message. A prebuilt agent sends its own system message and a briefing.
 *
 * <pre>{@code
 * AgentExecutor.builder().chatModel(OneSystemMessage.over(model)).conversationContextPolicy(briefing)
 * }</pre>
 *
 * <p>The models are as thread-safe as those they wrap.
 */
public final class OneSystemMessage {

    private OneSystemMessage() {}

    /** Returns a model that joins the system messages of each request into one, which comes first. */
    public static ChatModel over(ChatModel model) {
        return new Joining(requireNonNull(model, "model"));
    }

    /** Returns a streaming model that joins the system messages of each request into one, which comes first. */
    public static StreamingChatModel over(StreamingChatModel model) {
        return new JoiningStream(requireNonNull(model, "model"));
    }

    private static ChatRequest joined(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        String text = systemText(messages);
        if (text.isEmpty()) {
            return request;
        }
        List<ChatMessage> joined = new ArrayList<>(List.of(SystemMessage.from(text)));
        messages.stream().filter(message -> !(message instanceof SystemMessage)).forEach(joined::add);
        return request.toBuilder().messages(joined).build();
    }

    private static String systemText(List<ChatMessage> messages) {
        return messages.stream()
                .filter(SystemMessage.class::isInstance)
                .map(message -> ((SystemMessage) message).text())
                .collect(Collectors.joining("\n\n"));
    }

    private record Joining(ChatModel model) implements ChatModel {

        @Override
        public ChatResponse chat(ChatRequest request) {
            return model.chat(joined(request));
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }

        @Override
        public ModelProvider provider() {
            return model.provider();
        }

        @Override
        public Set<Capability> supportedCapabilities() {
            return model.supportedCapabilities();
        }
    }

    private record JoiningStream(StreamingChatModel model) implements StreamingChatModel {

        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            model.chat(joined(request), handler);
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return model.defaultRequestParameters();
        }

        @Override
        public ModelProvider provider() {
            return model.provider();
        }

        @Override
        public Set<Capability> supportedCapabilities() {
            return model.supportedCapabilities();
        }
    }
}

package dev.commonground.crew;

import dev.commonground.crew.internal.WellFormed;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model whose answers and tool requests have no unpaired surrogates. So they are the same before and after a store kept
 * them.
 */
record WellFormedModel(ChatModel model) implements ChatModel {

    /** Returns the response, or null if the client of the model returns null. */
    @Override
    public @Nullable ChatResponse chat(ChatRequest request) {
        ChatResponse response = model.chat(request);
        if (response == null || response.aiMessage() == null) { // the model loop has its answer to that
            return response;
        }
        AiMessage message = message(response.aiMessage());
        return message.equals(response.aiMessage())
                ? response
                : response.toBuilder().aiMessage(message).build();
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

    private static AiMessage message(AiMessage message) {
        AiMessage.Builder builder = message.toBuilder();
        if (message.text() != null) {
            builder.text(WellFormed.text(message.text()));
        }
        return builder.toolExecutionRequests(message.toolExecutionRequests().stream()
                        .map(WellFormedModel::request)
                        .toList())
                .build();
    }

    private static ToolExecutionRequest request(ToolExecutionRequest request) {
        return request.arguments() == null
                ? request
                : request.toBuilder()
                        .arguments(WellFormed.text(request.arguments()))
                        .build();
    }
}

package dev.commonground.crew;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A model that gives scripted answers in order, and records its requests. */
final class ScriptedModel implements ChatModel {

    private final Deque<Supplier<AiMessage>> answers = new ArrayDeque<>();
    final List<ChatRequest> requests = new ArrayList<>();

    ScriptedModel says(String text) {
        return then(() -> AiMessage.from(text));
    }

    /** Adds a tool call with {@code arguments} in JSON. */
    ScriptedModel uses(String tool, String arguments) {
        return then(() -> AiMessage.from(ToolExecutionRequest.builder()
                .id("call-" + requests.size())
                .name(tool)
                .arguments(arguments)
                .build()));
    }

    ScriptedModel remembers(String kind, String key, String value, String text) {
        return uses(
                "remember",
                "{\"text\":\"%s\",\"kind\":\"%s\",\"key\":\"%s\",\"value\":\"%s\"}".formatted(text, kind, key, value));
    }

    ScriptedModel fails(RuntimeException failure) {
        return then(() -> {
            throw failure;
        });
    }

    ScriptedModel then(Supplier<AiMessage> answer) {
        answers.add(answer);
        return this;
    }

    @Override
    public synchronized ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        AiMessage message = answers.remove().get();
        return ChatResponse.builder()
                .aiMessage(message)
                .tokenUsage(new TokenUsage(100, 10))
                .build();
    }

    String system(int request) {
        return ((SystemMessage) requests.get(request).messages().get(0)).text();
    }

    String user(int request) {
        return ((UserMessage) requests.get(request).messages().get(1)).singleText();
    }

    List<String> tools(int request) {
        return requests.get(request).toolSpecifications().stream()
                .map(ToolSpecification::name)
                .sorted()
                .toList();
    }

    /** Returns the result of the last tool call before {@code request}. */
    String toolResult(int request) {
        List<ToolExecutionResultMessage> results = requests.get(request).messages().stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .toList();
        return results.get(results.size() - 1).text();
    }
}

package dev.commonground.langgraph4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A chat model that gives scripted answers in order and records its requests. */
final class ScriptedChatModel implements ChatModel {

    private final Queue<AiMessage> script = new ArrayDeque<>();
    private final List<ChatRequest> requests = new ArrayList<>();

    /** Answers a request with a text. */
    ScriptedChatModel says(String text) {
        script.add(AiMessage.from(text));
        return this;
    }

    /** Answers a request with one tool call. */
    ScriptedChatModel calls(String tool, String arguments) {
        return callsAtOnce(request(tool, arguments));
    }

    /** Answers a request with several tool calls. */
    ScriptedChatModel callsAtOnce(ToolExecutionRequest... calls) {
        script.add(AiMessage.from(List.of(calls)));
        return this;
    }

    static ToolExecutionRequest request(String tool, String arguments) {
        return ToolExecutionRequest.builder()
                .id("call-" + tool + arguments.hashCode())
                .name(tool)
                .arguments(arguments)
                .build();
    }

    @Override
    public synchronized ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        AiMessage answer = script.remove();
        return ChatResponse.builder()
                .aiMessage(answer)
                .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build();
    }

    synchronized List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** Returns the tools' answers in the last request, in order. */
    synchronized List<String> toolAnswers() {
        return messages(ToolExecutionResultMessage.class).stream()
                .map(ToolExecutionResultMessage::text)
                .toList();
    }

    /** Returns the system messages of the last request. */
    synchronized List<String> systemMessages() {
        return messages(SystemMessage.class).stream().map(SystemMessage::text).toList();
    }

    private <T extends ChatMessage> List<T> messages(Class<T> type) {
        return requests.get(requests.size() - 1).messages().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}

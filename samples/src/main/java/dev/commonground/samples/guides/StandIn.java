package dev.commonground.samples.guides;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * Replaces a language model in the guides, which then need no API key. It makes the scripted tool calls and answers in
 * order. Then it repeats its prompt, which shows what a model receives.
 *
 * <p>Thread-safe.
 */
final class StandIn implements ChatModel {

    private final Queue<AiMessage> calls = new ArrayDeque<>();

    /** Adds a call of {@code tool} to the script. */
    synchronized StandIn calls(String tool, String arguments) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("call-%d".formatted(calls.size() + 1))
                .name(tool)
                .arguments(arguments)
                .build();
        calls.add(AiMessage.from(List.of(call)));
        return this;
    }

    /** Adds an answer with {@code text} to the script. */
    synchronized StandIn answers(String text) {
        calls.add(AiMessage.from(text));
        return this;
    }

    @Override
    public synchronized ChatResponse doChat(ChatRequest request) {
        AiMessage call = calls.poll();
        return ChatResponse.builder()
                .aiMessage(call != null ? call : AiMessage.from(told(request)))
                .finishReason(
                        call != null && call.hasToolExecutionRequests()
                                ? FinishReason.TOOL_EXECUTION
                                : FinishReason.STOP)
                .build();
    }

    private static String told(ChatRequest request) {
        return request.messages().stream()
                .map(StandIn::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n", "I was told: ", ""));
    }

    private static String text(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        return message instanceof UserMessage user && user.hasSingleText() ? user.singleText() : "";
    }
}

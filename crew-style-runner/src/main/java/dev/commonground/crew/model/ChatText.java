package dev.commonground.crew.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The text of a conversation, including tool calls and their results. */
final class ChatText {

    private ChatText() {}

    static String text(List<ChatMessage> messages) {
        return messages.stream().map(ChatText::text).collect(Collectors.joining("\n"));
    }

    private static String text(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        if (message instanceof UserMessage user) {
            return user.hasSingleText() ? user.singleText() : "";
        }
        if (message instanceof ToolExecutionResultMessage result) {
            return Objects.requireNonNullElse(result.text(), "");
        }
        return message instanceof AiMessage answer ? text(answer) : "";
    }

    private static String text(AiMessage answer) {
        String calls = answer.toolExecutionRequests().stream()
                .map(call -> call.name() + " " + call.arguments())
                .collect(Collectors.joining("\n"));
        return Objects.requireNonNullElse(answer.text(), "") + calls;
    }
}

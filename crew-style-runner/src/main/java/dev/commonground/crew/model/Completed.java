package dev.commonground.crew.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds what some clients leave out: the response, its message or the name of a tool. */
final class Completed {

    private static final AiMessage NOTHING = AiMessage.builder().build();

    /** No tool has this name, so the model is told which tools there are. */
    private static final String UNNAMED = "unnamed";

    private Completed() {}

    /** Returns the response. If it or its message is missing, its message is empty. */
    static ChatResponse response(@Nullable ChatResponse given) {
        if (given == null) {
            return ChatResponse.builder().aiMessage(NOTHING).build();
        }
        return ChatResponse.builder()
                .aiMessage(message(given.aiMessage()))
                .modelName(given.modelName())
                .tokenUsage(given.tokenUsage())
                .build();
    }

    private static AiMessage message(@Nullable AiMessage given) {
        if (given == null || !given.hasToolExecutionRequests()) {
            return Objects.requireNonNullElse(given, NOTHING);
        }
        List<ToolExecutionRequest> requests =
                given.toolExecutionRequests().stream().map(Completed::request).toList();
        return given.toBuilder().toolExecutionRequests(requests).build();
    }

    private static ToolExecutionRequest request(ToolExecutionRequest given) {
        return given.name() == null || given.name().isBlank()
                ? given.toBuilder().name(UNNAMED).build()
                : given;
    }
}

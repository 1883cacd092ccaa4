package dev.commonground.crew;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks an agent's model until it answers, running the tools it asks for in between. */
final class ModelLoop {

    /** Is told what the loop does. */
    interface Watcher {
        /** The model answered. */
        void called(@Nullable TokenUsage usage);

        /** A tool was used. */
        void used(ToolExecutionRequest request, String result);
    }

    private final String task;
    private final Agent agent;
    private final Toolbox tools;
    private final Watcher watcher;

    ModelLoop(String task, Agent agent, Toolbox tools, Watcher watcher) {
        this.task = task;
        this.agent = agent;
        this.tools = tools;
        this.watcher = watcher;
    }

    /** Returns the model's answer to {@code prompt}. */
    String answer(List<ChatMessage> prompt) {
        List<ChatMessage> messages = new ArrayList<>(prompt);
        for (int call = 0; call < agent.maxIterations(); call++) {
            AiMessage message = ask(messages);
            if (!message.hasToolExecutionRequests()) {
                return text(message);
            }
            messages.add(message);
            for (ToolExecutionRequest request : message.toolExecutionRequests()) {
                String result = tools.execute(request);
                watcher.used(request, result);
                messages.add(ToolExecutionResultMessage.from(request, result));
            }
        }
        throw new IterationLimitException(task, agent.name(), agent.maxIterations());
    }

    private AiMessage ask(List<ChatMessage> messages) {
        List<ToolSpecification> offered = tools.specifications();
        ChatResponse response;
        try {
            response = agent.model()
                    .chat(ChatRequest.builder()
                            .messages(List.copyOf(messages))
                            .toolSpecifications(offered)
                            .build());
        } catch (RuntimeException e) {
            throw ModelCallException.of(task, agent.name(), !offered.isEmpty(), e);
        }
        watcher.called(response.tokenUsage());
        return response.aiMessage();
    }

    private String text(AiMessage message) {
        String text = message.text();
        if (text == null || text.isBlank()) {
            throw ModelCallException.emptyAnswer(task, agent.name());
        }
        return text.strip();
    }
}

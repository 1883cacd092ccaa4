package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import dev.commonground.briefing.Tokens;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the model of an agent until it answers, and runs the tools that it requests.
 *
 * <p>A loop is for one turn of an agent. Not thread-safe.
 */
public final class ModelLoop {

    /** Receives the model calls and tool calls of a loop. */
    public interface Watcher {
        /** Called after a response of the model or of the journal. */
        void called(ChatResponse response, boolean fromJournal);

        /** Called after a tool call, or with its result from the journal. */
        void used(ToolExecutionRequest request, String result);

        /** Called if a crash interrupted a tool call that is not repeated. The default does nothing. */
        default void interrupted(ToolExecutionRequest request) {}
    }

    /**
     * The model of a loop and its limits.
     *
     * @param task the name of the task, for messages
     * @param agent the name of the agent, for messages
     * @param model the model
     * @param maxIterations the maximum number of calls for one answer, at least 1
     * @param maxRetries the maximum number of retries of a call after a temporary failure
     * @param timeout the maximum time for one answer with all its calls, or null for no limit
     * @param insteadOfTools the instructions for a model that refuses tools, or null if the agent needs its tools
     */
    public record Settings(
            String task,
            String agent,
            ChatModel model,
            int maxIterations,
            int maxRetries,
            @Nullable Duration timeout,
            @Nullable String insteadOfTools) {
        public Settings {
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(model, "model");
        }
    }

    /**
     * The result of a turn.
     *
     * @param text the answer; empty if a tool ended the turn
     * @param tokens the estimated tokens of the whole conversation
     */
    public record Answer(String text, int tokens) {
        public Answer {
            requireNonNull(text, "text");
        }
    }

    private final Settings settings;
    private final Toolbox tools;
    private final JournaledModel model;
    private final JournaledTools calls;
    private final Watcher watcher;
    private final List<ChatMessage> messages = new ArrayList<>();
    private boolean withTools;

    /** Creates a loop that offers {@code tools} and looks up responses and results in {@code journal} before calls. */
    public ModelLoop(Settings settings, Toolbox tools, Journal journal, Watcher watcher) {
        this.settings = requireNonNull(settings, "settings");
        this.tools = requireNonNull(tools, "tools");
        this.model = new JournaledModel(settings, requireNonNull(journal, "journal"));
        this.watcher = requireNonNull(watcher, "watcher");
        this.calls = new JournaledTools(tools, journal, watcher);
        this.withTools = !tools.specifications().isEmpty();
    }

    /**
     * Returns the answer of the model to {@code prompt}.
     *
     * @param ended returns true if a tool ended the turn; called after each round of tools
     * @throws ModelCallException if the model does not answer, or not in time, or if the thread is interrupted
     * @throws IterationLimitException if the model requests tools in every call
     */
    public Answer answer(List<ChatMessage> prompt, BooleanSupplier ended) {
        requireNonNull(ended, "ended");
        messages.addAll(requireNonNull(prompt, "prompt"));
        TimeLimit limit = new TimeLimit(settings.timeout());
        for (int call = 0; call < settings.maxIterations(); call++) {
            AiMessage message = ask(limit);
            messages.add(message);
            if (!message.hasToolExecutionRequests()) {
                return new Answer(message.text().strip(), tokens());
            }
            message.toolExecutionRequests().forEach(request -> use(request, limit));
            if (ended.getAsBoolean()) {
                return new Answer("", tokens());
            }
        }
        throw new IterationLimitException(settings.task(), settings.agent(), settings.maxIterations());
    }

    private void use(ToolExecutionRequest request, TimeLimit limit) {
        String result = inTime(() -> calls.result(request, messages, limit));
        watcher.used(request, result);
        messages.add(ToolExecutionResultMessage.from(request, result));
    }

    private <T> T inTime(Supplier<T> call) {
        try {
            return call.get();
        } catch (TimeoutException | InterruptedCall e) {
            throw ModelCallException.of(settings.task(), settings.agent(), false, e);
        }
    }

    private AiMessage ask(TimeLimit limit) {
        Optional<JournaledModel.Reply> reply = inTime(() -> model.ask(request(), limit));
        if (reply.isEmpty()) {
            withTools = false;
            replaceTools(requireNonNull(settings.insteadOfTools()));
            return ask(limit);
        }
        watcher.called(reply.get().response(), reply.get().fromJournal());
        return model.requireContent(reply.get());
    }

    private ChatRequest request() {
        List<ToolSpecification> offered = withTools ? tools.specifications() : List.of();
        return ChatRequest.builder()
                .messages(List.copyOf(messages))
                .toolSpecifications(offered)
                .build();
    }

    /** Adds {@code contract} to the last message. A model refuses tools at its first call, so it is the user's. */
    private void replaceTools(String contract) {
        UserMessage asked = (UserMessage) messages.remove(messages.size() - 1);
        messages.add(UserMessage.from(asked.singleText() + "\n\n" + contract));
    }

    private int tokens() {
        return Tokens.estimate(ChatText.text(messages));
    }
}

package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import dev.commonground.briefing.Tokens;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks an agent's model until it answers, running the tools it asks for in between.
 *
 * <p>One loop is one turn of an agent. Not thread-safe.
 */
public final class ModelLoop {

    /** Is told what the loop does. */
    public interface Watcher {
        /** The model answered, or the journal did in its place. */
        void called(ChatResponse response, boolean fromJournal);

        /** A tool was used. */
        void used(ToolExecutionRequest request, String result);
    }

    /**
     * Whom the loop asks and how long it goes on.
     *
     * @param task the task's name, for messages
     * @param agent the agent's name, for messages
     * @param model the model
     * @param maxIterations the most calls for one answer, at least 1
     * @param maxRetries how often a call that failed for a passing reason is made again
     * @param timeout the most time for one answer, or null for no limit
     * @param insteadOfTools what a model is told that takes no tools, or null if it cannot do without them
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
     * What came of a turn.
     *
     * @param text the answer; empty if a tool ended the turn
     * @param tokens the estimated tokens of the whole conversation, each message counted once
     */
    public record Answer(String text, int tokens) {
        public Answer {
            requireNonNull(text, "text");
        }
    }

    private final Settings settings;
    private final Toolbox tools;
    private final Journal journal;
    private final Watcher watcher;
    private final List<ChatMessage> messages = new ArrayList<>();
    private boolean withTools;

    /** Makes a loop that offers {@code tools}, and asks {@code journal} before the model. */
    public ModelLoop(Settings settings, Toolbox tools, Journal journal, Watcher watcher) {
        this.settings = settings;
        this.tools = tools;
        this.journal = journal;
        this.watcher = watcher;
        this.withTools = !tools.specifications().isEmpty();
    }

    /**
     * Returns the model's answer to {@code prompt}.
     *
     * @param ended is asked after each round of tools whether one of them ended the turn
     * @throws ModelCallException if the model does not answer
     * @throws IterationLimitException if it only asks for tools
     */
    public Answer answer(List<ChatMessage> prompt, BooleanSupplier ended) {
        messages.addAll(prompt);
        TimeLimit limit = new TimeLimit(settings.timeout());
        for (int call = 0; call < settings.maxIterations(); call++) {
            AiMessage message = ask(limit);
            messages.add(message);
            if (!message.hasToolExecutionRequests()) {
                return new Answer(message.text().strip(), tokens());
            }
            message.toolExecutionRequests().forEach(this::use);
            if (ended.getAsBoolean()) {
                return new Answer("", tokens());
            }
        }
        throw new IterationLimitException(settings.task(), settings.agent(), settings.maxIterations());
    }

    private void use(ToolExecutionRequest request) {
        String result = tools.execute(request);
        watcher.used(request, result);
        messages.add(ToolExecutionResultMessage.from(request, result));
    }

    private AiMessage ask(TimeLimit limit) {
        ChatRequest request = request();
        Optional<ChatResponse> kept = journal.find(request);
        ChatResponse response = kept.isPresent() ? kept.get() : called(request, limit);
        if (response == null) {
            withTools = false;
            instead(requireNonNull(settings.insteadOfTools()));
            return ask(limit);
        }
        boolean something = saysSomething(response.aiMessage());
        if (kept.isEmpty() && something) {
            journal.keep(request, response);
        }
        watcher.called(response, kept.isPresent());
        if (!something) {
            throw ModelCallException.emptyAnswer(settings.task(), settings.agent());
        }
        return response.aiMessage();
    }

    private ChatRequest request() {
        List<ToolSpecification> offered = withTools ? tools.specifications() : List.of();
        return ChatRequest.builder()
                .messages(List.copyOf(messages))
                .toolSpecifications(offered)
                .build();
    }

    /** Returns the model's response; null if it takes no tools and can be asked without them. */
    private @Nullable ChatResponse called(ChatRequest request, TimeLimit limit) {
        try {
            return new PatientCall(settings.model(), settings.maxRetries(), limit).of(request);
        } catch (RuntimeException e) {
            ModelCallException failure = ModelCallException.of(settings.task(), settings.agent(), withTools, e);
            if (failure.reason() == ModelCallException.Reason.TOOLS_REFUSED && settings.insteadOfTools() != null) {
                return null;
            }
            throw failure;
        }
    }

    /** Tools are refused at the first call or never, so the last message is the user's. */
    private void instead(String contract) {
        UserMessage asked = (UserMessage) messages.remove(messages.size() - 1);
        messages.add(UserMessage.from(asked.singleText() + "\n\n" + contract));
    }

    private static boolean saysSomething(AiMessage message) {
        String text = message.text();
        return message.hasToolExecutionRequests() || (text != null && !text.isBlank());
    }

    private int tokens() {
        return Tokens.estimate(Conversation.text(messages));
    }
}

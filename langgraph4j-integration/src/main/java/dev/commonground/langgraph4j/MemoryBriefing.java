package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.invocation.InvocationContext;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.agent.ConversationContextPolicy;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.jspecify.annotations.Nullable;

/**
 * Puts a briefing on the team's knowledge in front of a model's instructions. It works in the system message of AI
 * services and of langchain4j-agentic, and before the messages of a prebuilt agent in a graph without an attached
 * memory.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).chatModel(model).systemMessageTransformer(graphs.briefing("writer")).build();
 * AgenticServices.agentBuilder(Writer.class).chatModel(model).systemMessageTransformer(graphs.briefing("writer")).build();
 * AgentExecutor.builder().chatModel(model).conversationContextPolicy(graphs.briefing("writer")).build();
 * }</pre>
 *
 * <p>The graph or the invocation determines the task, the user and the agent; a call without a task is refused. Inside
 * a node the briefing is as of the node's checkpoint, outside it is live. The service's arguments decide what comes first.
 * The briefing's memories count as shown to the model. A prebuilt agent in an attached graph is not briefed a second
 * time.
 *
 * <p>Immutable and thread-safe.
 */
public final class MemoryBriefing
        implements BiFunction<@Nullable String, InvocationContext, @Nullable String>,
                ConversationContextPolicy<ChatMessage> {

    private static final int DEFAULT_BUDGET = 2_000;

    private final SharedMemory memory;
    private final String agent;
    private final int budget;

    private MemoryBriefing(SharedMemory memory, String agent, int budget) {
        this.memory = memory;
        this.agent = agent;
        this.budget = budget;
    }

    static MemoryBriefing of(SharedMemory memory, String agent) {
        return new MemoryBriefing(memory, agent, DEFAULT_BUDGET);
    }

    /** Returns a copy with another limit on the tokens of the briefing. Defaults to 2,000. */
    public MemoryBriefing budget(int tokens) {
        return new MemoryBriefing(memory, agent, tokens);
    }

    /**
     * Returns a system message that begins with the briefing.
     *
     * @param own the service's own system message, or null
     * @return null if the service has no system message and the briefing is empty
     * @throws IllegalStateException if the invocation belongs to no task
     * @throws dev.commonground.memory.MemoryException.BriefingTooLong if none of the binding memories fits the budget
     */
    @Override
    public @Nullable String apply(@Nullable String own, InvocationContext invocation) {
        requireNonNull(invocation, "invocation");
        ToolScope.Caller caller = new InvocationScope(memory, agent).of(invocation);
        Briefing briefing = brief(caller.memory(), work(invocation));
        caller.show(briefing.memories());
        if (briefing.isEmpty()) {
            return own;
        }
        return own == null ? briefing.text() : briefing.text() + "\n\n" + own;
    }

    /** Returns the service's arguments, because the rendered message does not exist yet. */
    private static String work(InvocationContext invocation) {
        List<Object> arguments = Objects.requireNonNullElse(invocation.methodArguments(), List.of());
        return arguments.stream()
                .filter(argument -> argument instanceof CharSequence && !argument.equals(invocation.chatMemoryId()))
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    /** Returns the briefing followed by the messages of a prebuilt agent, for one request to its model. */
    @Override
    public <S extends MessagesState<ChatMessage>> List<ChatMessage> filter(S state, RunnableConfig config) {
        requireNonNull(config, "config");
        List<ChatMessage> messages = requireNonNull(state, "state").messages();
        if (NodeRun.of(config).isPresent()) {
            return messages;
        }
        String work = AgentPrompt.in(state.data()).map(AgentPrompt::work).orElse("");
        return AgentPrompt.briefed(brief(caller(GraphScope.of(config, state.data())), work), messages);
    }

    private AgentMemory caller(GraphScope scope) {
        TaskMemory task = memory.task(scope.task()).inThread(scope.thread());
        return (scope.user() == null ? task : task.forUser(scope.user())).agent(agent);
    }

    private Briefing brief(AgentMemory caller, String work) {
        return caller.brief(BriefingRequest.builder().work(work).budget(budget).build());
    }
}

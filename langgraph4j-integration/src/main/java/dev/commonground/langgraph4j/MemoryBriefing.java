package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.invocation.InvocationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.agent.ConversationContextPolicy;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.jspecify.annotations.Nullable;

/**
 * What the team knows, in front of what a model is told: in the system message of AI services and of agents of
 * langchain4j-agentic, and before the messages of a prebuilt agent that the memory is not attached to.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).chatModel(model).systemMessageTransformer(graphs.briefing("writer")).build();
 * AgenticServices.agentBuilder(Writer.class).chatModel(model).systemMessageTransformer(graphs.briefing("writer")).build();
 * AgentExecutor.builder().chatModel(model).conversationContextPolicy(graphs.briefing("writer")).build();
 * }</pre>
 *
 * <p>Whose memory it is comes from the graph or from the invocation; without a task the call is refused. Inside a node it
 * is as of the node's checkpoint, otherwise live. What the service was asked chooses the findings, and what the briefing
 * holds counts as shown to the model. A prebuilt agent in an attached graph is briefed already, and is not briefed twice.
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

    /** Returns this briefing with at most so many tokens; 2,000 unless told otherwise. */
    public MemoryBriefing budget(int tokens) {
        return new MemoryBriefing(memory, agent, tokens);
    }

    /**
     * Returns a system message with the briefing in front.
     *
     * @param own the system message that the service has already, or null
     * @return null if there is neither a message nor anything known
     * @throws IllegalStateException if the invocation belongs to no task
     * @throws dev.commonground.briefing.BriefingTooLongException if what binds alone exceeds the budget
     */
    @Override
    public @Nullable String apply(@Nullable String own, InvocationContext invocation) {
        ToolScope.Hand hand = new InvocationScope(memory, agent).of(invocation);
        Briefing briefing = brief(hand.memory(), asked(invocation));
        hand.show(briefing.memories());
        if (briefing.isEmpty()) {
            return own;
        }
        return own == null ? briefing.text() : briefing.text() + "\n\n" + own;
    }

    /** The texts that the service was called with; the rendered message does not exist yet. */
    private static String asked(InvocationContext invocation) {
        List<Object> arguments = Objects.requireNonNullElse(invocation.methodArguments(), List.of());
        return arguments.stream()
                .filter(argument -> argument instanceof CharSequence && !argument.equals(invocation.chatMemoryId()))
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    /** Returns the messages of a prebuilt agent with the briefing in front, for one request to its model. */
    @Override
    public <S extends MessagesState<ChatMessage>> List<ChatMessage> filter(S state, RunnableConfig config) {
        List<ChatMessage> messages = state.messages();
        if (Turn.of(config).isPresent()) {
            return messages;
        }
        GraphScope scope = GraphScope.of(config);
        TaskMemory task = memory.task(scope.task()).inThread(scope.thread());
        AgentMemory hand = (scope.user() == null ? task : task.forUser(scope.user())).agent(agent);
        String work = AgentPrompt.in(state.data()).map(AgentPrompt::work).orElse("");
        Briefing briefing = brief(hand, work);
        if (briefing.isEmpty()) {
            return messages;
        }
        List<ChatMessage> briefed = new ArrayList<>(List.of(SystemMessage.from(briefing.text())));
        briefed.addAll(messages);
        return briefed;
    }

    private Briefing brief(AgentMemory hand, String work) {
        return hand.brief(BriefingRequest.builder().work(work).budget(budget).build());
    }
}

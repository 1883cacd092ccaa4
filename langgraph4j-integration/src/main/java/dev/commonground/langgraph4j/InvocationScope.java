package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.langchain4j.invocation.InvocationContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the memory of a call in its invocation context: the turn of a node or edge, if the call comes out of a
 * graph; else the task that the caller of an AI service named, the id of langchain4j-agentic, or the chat memory's id.
 *
 * <p>Thread-safe.
 */
final class InvocationScope implements ToolScope {

    private static final String HANDS = "memory.hands";

    /** The chat memory's id that langchain4j uses when there is none. */
    static final String NO_CHAT_MEMORY = "default";

    private final SharedMemory memory;
    private final @Nullable String agentOutsideGraph;

    InvocationScope(SharedMemory memory, @Nullable String agentOutsideGraph) {
        this.memory = memory;
        this.agentOutsideGraph = agentOutsideGraph;
    }

    /** Whose hand one invocation uses; all its calls use the same, which knows what the model was shown. */
    private record Outside(
            SharedMemory memory, String task, @Nullable String user, String agent) {

        AgentMemory hand() {
            TaskMemory of = memory.task(task);
            return (user == null ? of : of.forUser(user)).agent(agent);
        }
    }

    @Override
    public Hand of(InvocationContext context) {
        return turn(context)
                .map(turn -> new Hand(turn.memory(), turn.shown()::add))
                .orElseGet(() -> new Hand(outside(context), memories -> {}));
    }

    private static Optional<Turn> turn(InvocationContext context) {
        Optional<Turn> ofEdge = parameters(context)
                .map(parameters -> parameters.get(Turn.KEY))
                .filter(Turn.class::isInstance)
                .map(Turn.class::cast);
        return ofEdge.or(() -> ManagedParameters.turn(context));
    }

    private AgentMemory outside(InvocationContext context) {
        String task = named(context, GraphMemory.TASK)
                .or(() -> ManagedParameters.agenticTask(context))
                .or(() -> chatMemory(context))
                .orElseThrow(() -> new IllegalStateException(
                        "The memory was called for no task: attach the graph that the call comes from, or call the AI service with the invocation parameter %s or a @MemoryId"
                                .formatted(GraphMemory.TASK)));
        if (agentOutsideGraph == null) {
            throw new IllegalStateException(
                    "The memory was called outside a graph, on task %s, so nobody knows which agent calls: make the tools with tools(agent)"
                            .formatted(task));
        }
        Outside outside =
                new Outside(memory, task, named(context, GraphMemory.USER).orElse(null), agentOutsideGraph);
        return parameters(context).map(parameters -> kept(parameters, outside)).orElseGet(outside::hand);
    }

    @SuppressWarnings("unchecked")
    private static AgentMemory kept(Map<String, Object> parameters, Outside outside) {
        Map<Outside, AgentMemory> hands =
                (Map<Outside, AgentMemory>) parameters.computeIfAbsent(HANDS, key -> new ConcurrentHashMap<>());
        return hands.computeIfAbsent(outside, Outside::hand);
    }

    /** A prebuilt agent's parameters are its graph's state, where anybody may write; its calls have no invocation id. */
    private static Optional<String> named(InvocationContext context, String key) {
        return context.invocationId() == null
                ? Optional.empty()
                : parameters(context).map(parameters -> parameters.get(key)).map(Object::toString);
    }

    private static Optional<String> chatMemory(InvocationContext context) {
        return Optional.ofNullable(context.chatMemoryId())
                .map(Object::toString)
                .filter(id -> !id.equals(NO_CHAT_MEMORY));
    }

    private static Optional<Map<String, Object>> parameters(InvocationContext context) {
        return Optional.ofNullable(context.invocationParameters()).map(parameters -> parameters.asMap());
    }
}

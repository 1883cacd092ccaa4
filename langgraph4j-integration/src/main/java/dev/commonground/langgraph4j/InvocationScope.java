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
 * Determines the caller from the invocation context. A call inside a graph belongs to the run of a node or edge.
 * Outside a graph, the task is the invocation parameter, else the id of langchain4j-agentic, else the chat memory's id.
 *
 * <p>Thread-safe.
 */
final class InvocationScope implements ToolScope {

    private static final String CALLERS = "memory.callers";

    /** The id that langchain4j gives to a chat memory without an id. */
    static final String NO_CHAT_MEMORY = "default";

    private final SharedMemory memory;
    private final @Nullable String agentOutsideGraph;

    InvocationScope(SharedMemory memory, @Nullable String agentOutsideGraph) {
        this.memory = memory;
        this.agentOutsideGraph = agentOutsideGraph;
    }

    /**
     * The agent of an invocation outside a graph. All calls of the invocation share its memory, which records the shown
     * memories.
     */
    private record OutsideAgent(
            SharedMemory memory, String task, @Nullable String user, String agent) {

        AgentMemory open() {
            TaskMemory ofTask = memory.task(task);
            return (user == null ? ofTask : ofTask.forUser(user)).agent(agent);
        }
    }

    @Override
    public Caller of(InvocationContext context) {
        return run(context).map(Caller::in).orElseGet(() -> Caller.outsideGraph(outsideGraph(context)));
    }

    private static Optional<NodeRun> run(InvocationContext context) {
        Optional<NodeRun> ofEdge =
                parameters(context).flatMap(parameters -> RunTokens.find(parameters.get(NodeRun.KEY)));
        return ofEdge.or(() -> ManagedParameters.run(context));
    }

    private AgentMemory outsideGraph(InvocationContext context) {
        String task = named(context, GraphMemory.TASK)
                .or(() -> ManagedParameters.agenticTask(context))
                .or(() -> chatMemory(context))
                .orElseThrow(() -> new IllegalStateException(
                        "The call names no task, so its memory is unknown: attach the memory to the graph that makes the call, or call the AI service with the invocation parameter %s or a @MemoryId"
                                .formatted(GraphMemory.TASK)));
        if (agentOutsideGraph == null) {
            throw new IllegalStateException(
                    "The call on task %s comes from outside a graph, so its agent is unknown: create the tools with tools(agent)"
                            .formatted(task));
        }
        OutsideAgent outside =
                new OutsideAgent(memory, task, named(context, GraphMemory.USER).orElse(null), agentOutsideGraph);
        return parameters(context)
                .map(parameters -> shared(parameters, outside))
                .orElseGet(outside::open);
    }

    @SuppressWarnings("unchecked")
    private static AgentMemory shared(Map<String, Object> parameters, OutsideAgent outside) {
        Map<OutsideAgent, AgentMemory> callers =
                (Map<OutsideAgent, AgentMemory>) parameters.computeIfAbsent(CALLERS, key -> new ConcurrentHashMap<>());
        return callers.computeIfAbsent(outside, OutsideAgent::open);
    }

    /**
     * Ignores the parameters of a prebuilt agent, which are the graph's state: any node may set them. They have no
     * invocation id.
     */
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

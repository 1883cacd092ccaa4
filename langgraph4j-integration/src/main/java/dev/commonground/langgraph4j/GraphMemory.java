package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.AgentStateFactory;
import org.bsc.langgraph4j.state.Channel;

/**
 * A shared memory inside LangGraph4j graphs: every node reads and writes it, and a resumed, replayed or forked run sees
 * it exactly as of its checkpoint.
 *
 * <pre>{@code
 * GraphMemory graphs = GraphMemory.over(memory);
 * StateGraph<State> graph = new StateGraph<>(graphs.schema(State.SCHEMA), State::new)
 *         .addNode("research", node_async((state, config) -> {
 *             GraphMemory.memory(config).require("Keep it to 500 words");
 *             return Map.of();
 *         }))
 *         ...;
 * graphs.attach(graph).compile().invoke(Map.of(), GraphMemory.config("task_q3_proposal").build());
 * }</pre>
 *
 * <p>What a node writes is committed when the node has succeeded; a failed attempt leaves nothing. Branches of a parallel
 * step do not see each other before their join.
 *
 * <p>Thread-safe; attach a graph before it is compiled.
 */
public final class GraphMemory {

    /** The state key of the cursor, all that a checkpoint stores of the memory. */
    public static final String CURSOR = "memory.cursor";

    /** The state key under which a node finds what was recalled for it, a list of strings; never persisted. */
    public static final String RECALLED = "memory.recalled";

    /** The state key under which a node finds its briefing, a string; never persisted. */
    public static final String BRIEFING = "memory.briefing";

    /** The metadata key of the task; the root thread id unless set. */
    public static final String TASK = "memory.task";

    /** The metadata key of the user whose memory is read beside the task's; none unless set. */
    public static final String USER = "memory.user";

    /**
     * The metadata key that pins a run when it is true: of other threads and people it sees what was there when it first
     * looked, and no news. A resume needs it again.
     */
    public static final String PINNED = "memory.pinned";

    private final SharedMemory memory;
    private final Set<StateGraph<?>> attached =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private GraphMemory(SharedMemory memory) {
        this.memory = requireNonNull(memory, "memory");
    }

    /** Returns {@code memory} for use in graphs. */
    public static GraphMemory over(SharedMemory memory) {
        return new GraphMemory(memory);
    }

    /**
     * Starts a config for a run on {@code task}, in a thread of the same id. LangGraph4j does not keep metadata in
     * checkpoints, so a resume needs it again.
     */
    public static RunnableConfig.Builder config(String task) {
        return RunnableConfig.builder().threadId(task).putMetadata(TASK, task);
    }

    /** Returns {@code own} with the channel of the cursor. */
    public Map<String, Channel<?>> schema(Map<String, Channel<?>> own) {
        Map<String, Channel<?>> schema = new LinkedHashMap<>(own);
        schema.put(CURSOR, CursorChannel.INSTANCE);
        return schema;
    }

    /**
     * Returns a new graph that has the channel of the cursor, and the memory around every node from its first {@code
     * compile} on, as {@link #attach(StateGraph)} puts it there.
     */
    public <S extends AgentState> StateGraph<S> stateGraph(Map<String, Channel<?>> own, AgentStateFactory<S> states) {
        return stateGraph(own, states, AttachPolicy.Builder::briefEveryNode);
    }

    /**
     * Returns a new graph that has the channel of the cursor, and the memory around its nodes from its first {@code
     * compile} on, which refuses a policy that names a node the graph does not have.
     */
    public <S extends AgentState> StateGraph<S> stateGraph(
            Map<String, Channel<?>> own, AgentStateFactory<S> states, Consumer<AttachPolicy.Builder<S>> policy) {
        return new MemoryGraph<>(this, schema(own), states, policy);
    }

    /**
     * Puts the memory around every node of {@code graph}, in place: a node asks for it with {@link #memory}, is offered a
     * briefing under {@value #BRIEFING}, and tools find it by themselves. A prebuilt agent is briefed in a system message
     * that is never persisted. Nodes of inlined sub-graphs are covered, a compiled sub-graph is if it was attached before
     * it was compiled, nodes added later are not. Nothing is written but by nodes and tools that do so; attaching a graph
     * again changes nothing.
     *
     * @return {@code graph}
     */
    public <S extends AgentState> StateGraph<S> attach(StateGraph<S> graph) {
        return attach(graph, AttachPolicy.Builder::briefEveryNode);
    }

    /**
     * Puts the memory around every node of {@code graph}, in place, and does what the policy says besides. Attaching a
     * graph again changes nothing, also through another {@code GraphMemory}: the first policy stays.
     *
     * @return {@code graph}
     * @throws IllegalArgumentException if the policy names a node that the graph does not have
     */
    public <S extends AgentState> StateGraph<S> attach(StateGraph<S> graph, Consumer<AttachPolicy.Builder<S>> policy) {
        if (attached.contains(graph) || Attachment.isThere(graph)) {
            return graph;
        }
        AttachPolicy.Builder<S> builder = AttachPolicy.builder();
        policy.accept(builder);
        new Attachment<>(memory, graph, builder.build()).attach();
        attached.add(graph);
        return graph;
    }

    /**
     * Returns the memory in the hands of the agent that works in a node.
     *
     * @param config what LangGraph4j gave the node
     * @throws IllegalStateException if no memory is attached to the node
     */
    public static AgentMemory memory(RunnableConfig config) {
        return Turn.of(config)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "No memory is attached to this node: call GraphMemory.attach(graph) after the last addNode and before compile, and ask with the config that the node was given"))
                .memory();
    }

    /**
     * Returns a node that recalls what fits a query.
     *
     * @param limit the most memories to return, at least 1
     * @param into the state key that receives them, one line a memory, best first
     */
    public static <S extends AgentState> AsyncNodeActionWithConfig<S> recallNode(
            Function<S, String> query, int limit, String into) {
        return AsyncNodeActionWithConfig.node_async((state, config) ->
                Map.of(into, NodeView.rendered(memory(config).recall(query.apply(state), limit))));
    }

    /** Returns a node that remembers what it finds in the state. */
    public static <S extends AgentState> AsyncNodeActionWithConfig<S> rememberNode(Function<S, List<Draft>> drafts) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            memory(config).rememberAll(drafts.apply(state));
            return Map.of();
        });
    }

    /** Returns the memory as tools for models that run in attached graphs; each finds the agent of its node. */
    public MemoryTools tools() {
        return MemoryTools.in(new InvocationScope(memory, null));
    }

    /**
     * Returns the memory as tools, also for AI services outside a graph.
     *
     * @param agentOutsideGraph whose name the writes carry where no graph knows the agent
     */
    public MemoryTools tools(String agentOutsideGraph) {
        return MemoryTools.in(new InvocationScope(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph")));
    }

    /**
     * Returns the memory as a source for retrieval-augmented generation.
     *
     * @param agentOutsideGraph who asks where no graph knows the agent; it finds its own notes too
     */
    public MemoryRetriever retriever(String agentOutsideGraph) {
        return MemoryRetriever.in(new InvocationScope(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph")));
    }

    /**
     * Returns the team's knowledge for the system message of a model.
     *
     * @param agentOutsideGraph who is briefed where no graph knows the agent; it is told its own notes too
     */
    public MemoryBriefing briefing(String agentOutsideGraph) {
        return MemoryBriefing.of(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph"));
    }

    /**
     * Returns a guardrail that learns from what an AI service was asked and answered, at the cost of one more model call an
     * answer, or none if the memory learns by rules.
     *
     * @param agentOutsideGraph whose name the writes carry where no graph knows the agent
     */
    public MemoryLearning learning(String agentOutsideGraph) {
        return MemoryLearning.of(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph"));
    }

    /**
     * Returns a store for the chat memories of {@code agent}, one for each task, whose id is that of the chat memory:
     * durable on return, deleted with the task. It refuses nodes of attached graphs, because a chat is not as of a
     * checkpoint.
     */
    public ChatMemoryStore chats(String agent) {
        return new ChatHistory(memory, agent);
    }

    /** Returns the threads of {@code graph}, to change or sweep their memory between two steps. */
    public <S extends AgentState> GraphThreads<S> threads(CompiledGraph<S> graph) {
        return new GraphThreads<>(memory, graph);
    }

    /**
     * Returns a saver that keeps checkpoints in the same store as the memory: durable on return, one record for each, so
     * that a process killed at any moment can be resumed.
     *
     * <p>Like LangGraph4j's own savers, it expects one writer for a thread at a time; after that one, another process may
     * go on.
     *
     * @param serializer the graph's, from {@code StateGraph.getStateSerializer()}
     */
    public BaseCheckpointSaver checkpoints(StateSerializer<?> serializer) {
        return new ShelfSaver(memory.shelf(), serializer);
    }
}

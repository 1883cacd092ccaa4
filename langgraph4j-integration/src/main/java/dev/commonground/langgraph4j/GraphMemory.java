package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Draft;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/**
 * A shared memory inside LangGraph4j graphs. Every node can read and write it, and a resumed, replayed or forked run
 * sees it exactly as of its checkpoint.
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
 * <p>A node's writes are committed when the node has succeeded; a failed attempt leaves nothing. Branches of a parallel
 * step do not see each other's writes before their join.
 *
 * <p>Thread-safe. Attach the memory to a graph before you compile the graph.
 */
public final class GraphMemory {

    /** The state key of the cursor, the only part of the memory that a checkpoint stores. */
    public static final String CURSOR = "memory.cursor";

    /** The state key of the memories that were recalled for a node, a list of strings; never persisted. */
    public static final String RECALLED = "memory.recalled";

    /** The state key of the briefing that a policy has made for a node, a string; never persisted. */
    public static final String BRIEFING = "memory.briefing";

    /** The metadata key of the task. Defaults to the root thread id. */
    public static final String TASK = "memory.task";

    /** The metadata key of the user whose memory is read in addition to the task's. Defaults to no user. */
    public static final String USER = "memory.user";

    /**
     * The metadata key that pins a run when its value is true. A pinned run does not see writes that other threads and
     * people make after its first read. Set it again on a resume.
     */
    public static final String PINNED = "memory.pinned";

    /** The metadata key of the positions at which an exclusive run continues its threads. */
    static final String EXCLUSIVE = "memory.exclusive";

    private final SharedMemory memory;

    private static final Consumer<AttachPolicy.Builder<?>> BRIEFING_EVERY_NODE = AttachPolicy.Builder::briefEveryNode;

    private GraphMemory(SharedMemory memory) {
        this.memory = requireNonNull(memory, "memory");
    }

    @SuppressWarnings("unchecked") // it accepts a builder of any state
    private static <S extends AgentState> Consumer<AttachPolicy.Builder<S>> briefingEveryNode() {
        return (Consumer<AttachPolicy.Builder<S>>) (Consumer<?>) BRIEFING_EVERY_NODE;
    }

    /** Creates an integration of {@code memory} into graphs. */
    public static GraphMemory over(SharedMemory memory) {
        return new GraphMemory(memory);
    }

    /**
     * Returns a builder of a config for a run on {@code task}, in a thread with the same id. LangGraph4j does not store
     * metadata in checkpoints, so a resume needs such a config again.
     */
    public static RunnableConfig.Builder config(String task) {
        requireNonNull(task, "task");
        return RunnableConfig.builder().threadId(task).putMetadata(TASK, task);
    }

    /**
     * Makes a run stop with an {@link IllegalStateException} at its next checkpoint if another run, of any process, has
     * written checkpoints of the same thread meanwhile. It applies to the checkpoints of {@link #checkpoints}. Each run needs
     * an exclusive config of its own; it counts from the first read or checkpoint with the config.
     *
     * @return {@code config}
     */
    public static RunnableConfig.Builder exclusive(RunnableConfig.Builder config) {
        return requireNonNull(config, "config").putMetadata(EXCLUSIVE, new ThreadPositions());
    }

    /** Returns {@code own} and the channel of the cursor. */
    public Map<String, Channel<?>> schema(Map<String, Channel<?>> own) {
        Map<String, Channel<?>> schema = new LinkedHashMap<>(requireNonNull(own, "own"));
        schema.put(CURSOR, CursorChannel.INSTANCE);
        return schema;
    }

    /**
     * Creates a graph that has the channel of the cursor. Its first {@code compile} attaches the memory as
     * {@link #attach(StateGraph)} does.
     */
    public <S extends AgentState> StateGraph<S> stateGraph(Map<String, Channel<?>> own, AgentStateFactory<S> states) {
        return stateGraph(own, states, briefingEveryNode());
    }

    /**
     * Creates a graph that has the channel of the cursor. Its first {@code compile} attaches the memory with a policy;
     * it throws an {@code IllegalArgumentException} if the policy names a node that the graph does not have.
     */
    public <S extends AgentState> StateGraph<S> stateGraph(
            Map<String, Channel<?>> own, AgentStateFactory<S> states, Consumer<AttachPolicy.Builder<S>> policy) {
        return new MemoryGraph<>(this, schema(own), requireNonNull(states, "states"), requireNonNull(policy, "policy"));
    }

    /**
     * Attaches the memory to every node of {@code graph}, in place.
     *
     * <p>A node gets the memory from {@link #memory} and a briefing from {@link MemoryAware#briefing}; tools find the
     * memory by themselves. A prebuilt agent is briefed in a system message that is never persisted. Only nodes and
     * tools that write to the memory change it.
     *
     * <p>Nodes of inlined sub-graphs are included, nodes that are added later are not. A graph may be inlined several times
     * and in several parents; each use has the memory, the policy and the agents of its parent. Attach the memory to a
     * compiled sub-graph before you compile it. Attaching the same memory to the same graph again has no effect.
     *
     * @return {@code graph}
     * @throws IllegalArgumentException if the graph or a sub-graph of it is attached to another memory
     */
    public <S extends AgentState> StateGraph<S> attach(StateGraph<S> graph) {
        return attach(graph, briefingEveryNode());
    }

    /**
     * Attaches the memory to every node of {@code graph}, in place, with a policy. Attaching the same memory with the same
     * policy object again has no effect.
     *
     * @return {@code graph}
     * @throws IllegalArgumentException if the policy names a node that the graph does not have, if the graph is attached
     *     with another policy, or if the graph or a sub-graph of it is attached to another memory
     */
    public <S extends AgentState> StateGraph<S> attach(StateGraph<S> graph, Consumer<AttachPolicy.Builder<S>> policy) {
        requireNonNull(graph, "graph");
        requireNonNull(policy, "policy");
        if (Attachments.isAttached(graph)) {
            requireSame(graph, policy);
            return graph;
        }
        AttachPolicy.Builder<S> builder = AttachPolicy.builder();
        policy.accept(builder);
        new GraphAttacher<>(memory, graph, builder.build()).attach();
        Attachments.add(graph, memory, policy);
        return graph;
    }

    private void requireSame(StateGraph<?> graph, Object policy) {
        if (!Attachments.admits(graph, memory)) {
            throw new IllegalArgumentException(
                    "The graph is attached to another memory: build a graph for each memory, since its nodes write to one memory only");
        }
        if (policy != BRIEFING_EVERY_NODE && !Attachments.hasPolicy(graph, policy)) {
            throw new IllegalArgumentException(
                    "The graph is attached with another policy, which stays in force: attach once, with everything in one policy, or build a new graph");
        }
    }

    boolean isOver(SharedMemory other) {
        return memory.equals(other);
    }

    /**
     * Returns the memory of the agent that works in a node.
     *
     * @param config the config that LangGraph4j passed to the node
     * @throws IllegalStateException if no memory is attached to the node
     */
    public static AgentMemory memory(RunnableConfig config) {
        return step(config).memory();
    }

    /**
     * Returns the step of a node's run, for a node that holds back writes or releases them. The step
     * is committed when the node has succeeded, so the node must not commit it.
     *
     * @param config the config that LangGraph4j passed to the node
     * @throws IllegalStateException if no memory is attached to the node
     */
    public static Step step(RunnableConfig config) {
        return NodeRun.of(requireNonNull(config, "config"))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "No memory is attached to this node: call GraphMemory.attach(graph) after the last addNode and before compile, and pass the config that the node received"))
                .step();
    }

    /**
     * Returns the operation around a node, such as its graph's run or the parallel step of its branch, for the observer of the memory.
     *
     * @param config the config that LangGraph4j passed to the node or to a hook
     * @return the operation; {@link Observation#NONE} if there is none
     */
    public static Observation around(RunnableConfig config) {
        return GraphRun.around(requireNonNull(config, "config")).orElse(Observation.NONE);
    }

    /**
     * Runs a graph as one operation, which the observer of the memory sees around the steps of the graph's nodes. LangGraph4j
     * does not tell when a run begins and ends, so the caller does:
     *
     * <pre>{@code
     * graphs.observe("proposal", GraphMemory.config("q3").build(), config -> compiled.invoke(input, config));
     * }</pre>
     *
     * <p>The operation ends when {@code run} returns, so read a stream to its end there. It fails if {@code run} throws.
     *
     * @param graph the name of the graph for the observer, 1 to 256 characters without control characters
     * @param config the config that names the task
     * @param run runs the graph with the config that it gets
     * @return what {@code run} returns
     * @throws IllegalArgumentException if the name is blank or too long
     * @throws IllegalStateException if the config names neither a task nor a thread
     */
    public <T extends @Nullable Object> T observe(
            String graph, RunnableConfig config, Function<RunnableConfig, T> run) {
        requireNonNull(graph, "graph");
        requireNonNull(config, "config");
        requireNonNull(run, "run");
        return GraphRun.begin(memory, graph, config).during(config, run);
    }

    /**
     * Returns a node that recalls the memories that match a query.
     *
     * @param limit the most memories to recall, at least 1
     * @param into the state key that receives the memories, one line each, best first
     */
    public static <S extends AgentState> AsyncNodeActionWithConfig<S> recallNode(
            Function<S, String> query, int limit, String into) {
        requireNonNull(query, "query");
        requireNonNull(into, "into");
        return AsyncNodeActionWithConfig.node_async((state, config) -> Map.of(
                into,
                NodeView.rendered(
                        memory(config).recall(query.apply(state), limit),
                        memory(config).log())));
    }

    /** Returns a node that remembers the drafts that a function extracts from the state. */
    public static <S extends AgentState> AsyncNodeActionWithConfig<S> rememberNode(Function<S, List<Draft>> drafts) {
        requireNonNull(drafts, "drafts");
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            memory(config).rememberAll(drafts.apply(state));
            return Map.of();
        });
    }

    /** Returns tools for models in attached graphs. A call works on the memory of its node's agent. */
    public MemoryTools tools() {
        return MemoryTools.in(new InvocationScope(memory, null));
    }

    /**
     * Returns tools for models in attached graphs and for AI services outside of graphs.
     *
     * @param agentOutsideGraph the author of writes that come from outside a graph
     */
    public MemoryTools tools(String agentOutsideGraph) {
        return MemoryTools.in(new InvocationScope(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph")));
    }

    /**
     * Returns a retriever for retrieval-augmented generation.
     *
     * @param agentOutsideGraph the agent of questions from outside a graph; the retriever also finds its private notes
     */
    public MemoryRetriever retriever(String agentOutsideGraph) {
        return MemoryRetriever.in(new InvocationScope(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph")));
    }

    /**
     * Returns a briefing on the team's knowledge for the system message of a model.
     *
     * @param agentOutsideGraph the agent that is briefed outside a graph; the briefing includes its private notes
     */
    public MemoryBriefing briefing(String agentOutsideGraph) {
        return MemoryBriefing.of(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph"));
    }

    /**
     * Returns a guardrail that learns from the questions and the answers of an AI service. Each answer costs one more
     * model call, or none if the memory learns by rules.
     *
     * @param agentOutsideGraph the author of writes that come from outside a graph
     */
    public MemoryLearning learning(String agentOutsideGraph) {
        return MemoryLearning.of(memory, requireNonNull(agentOutsideGraph, "agentOutsideGraph"));
    }

    /**
     * Returns a store for the chat memories of {@code agent}. The id of a chat memory is its task. A chat is durable on
     * return and is deleted with the task. The store refuses calls from nodes of attached graphs, because a chat does
     * not follow checkpoints.
     */
    public ChatMemoryStore chats(String agent) {
        return new ChatHistory(memory, requireNonNull(agent, "agent"));
    }

    /** Returns access to the threads of {@code graph}, to edit or sweep their memory between two steps. */
    public <S extends AgentState> GraphThreads<S> threads(CompiledGraph<S> graph) {
        return new GraphThreads<>(memory, requireNonNull(graph, "graph"));
    }

    /**
     * Returns a saver that keeps checkpoints in the memory's store, one record each. A checkpoint is durable on return,
     * so the run of a process that was killed can be resumed.
     *
     * <p>Like LangGraph4j's own savers, it requires that a thread has one writer at a time. Another process may
     * continue the thread later.
     *
     * @param serializer the graph's serializer, from {@code StateGraph.getStateSerializer()}
     */
    public BaseCheckpointSaver checkpoints(StateSerializer<?> serializer) {
        return new MemoryCheckpointSaver(memory.blobs(), requireNonNull(serializer, "serializer"));
    }
}

package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * A graph with an attached memory: determines the agent of each node and how its step begins.
 *
 * @param <S> the graph's state
 */
final class AttachedGraph<S extends AgentState> {

    private final SharedMemory memory;
    private final StateGraph<S> graph;
    private final AttachPolicy<S> policy;
    private final PrebuiltAgents prebuilt = new PrebuiltAgents();
    private final Set<String> compiledSubGraphs = new HashSet<>();
    private final Set<String> entries = new HashSet<>();
    private volatile @Nullable BaseCheckpointSaver saver;

    AttachedGraph(SharedMemory memory, StateGraph<S> graph, AttachPolicy<S> policy) {
        this.memory = memory;
        this.graph = graph;
        this.policy = policy;
    }

    AttachPolicy<S> policy() {
        return policy;
    }

    PrebuiltAgents prebuilt() {
        return prebuilt;
    }

    void addCompiledSubGraph(String node) {
        compiledSubGraphs.add(node);
    }

    boolean isCompiledSubGraph(String node) {
        return compiledSubGraphs.contains(node);
    }

    /** Adds nodes with which the graph begins. */
    void addEntries(Set<String> nodes) {
        entries.addAll(nodes);
    }

    /** Prepares the graph for being compiled. */
    void compiledWith(CompileConfig config) {
        saver = config.checkpointSaver().orElse(null);
        HookInternals.keepResults(graph);
    }

    /** Returns whether the graph merges the cursors of its branches. */
    boolean hasChannel() {
        return graph.getChannels().containsKey(GraphMemory.CURSOR);
    }

    S state(Map<String, Object> data) {
        return graph.getStateFactory().apply(data);
    }

    /** Returns the agent that works in a node: the one that the policy names, else an agent with the node's name. */
    private String agent(String node, List<String> subGraphs) {
        Map<String, String> named = policy.agents();
        return Optional.ofNullable(named.get(node))
                .or(() -> prebuilt.model(node)
                        .map(model -> named.getOrDefault(model, PrebuiltAgents.name(model, subGraphs))))
                .orElse(node);
    }

    /** Returns a run of {@code node}, which has not begun yet. */
    NodeRun run(String node, Map<String, Object> data, RunnableConfig config) {
        return run(node, entries.contains(node), data, config);
    }

    /** Returns a run of the conditional edge after {@code source}, which has not begun yet. */
    NodeRun runOfEdge(String source, Map<String, Object> data, RunnableConfig config) {
        return run(source, source.equals(StateGraph.START), data, config);
    }

    private NodeRun run(String node, boolean entry, Map<String, Object> data, RunnableConfig config) {
        String name = GraphScope.of(config, data).inside(config, node);
        NodeStart start = start(name, node, entry, data, config);
        return new NodeRun(start, ShownMemories.to(start.agent(), data));
    }

    /** Returns how the parallel step {@code name} after {@code source} begins. */
    NodeStart startOfBranches(String name, String source, Map<String, Object> data, RunnableConfig config) {
        return start(name, source, source.equals(StateGraph.START), data, config);
    }

    /** Returns how the compiled sub-graph {@code node} begins. */
    NodeStart startOfSubGraph(String node, Map<String, Object> data, RunnableConfig config) {
        return start(node, node, entries.contains(node), data, config);
    }

    private NodeStart start(String name, String node, boolean entry, Map<String, Object> data, RunnableConfig config) {
        GraphScope scope = GraphScope.of(config, data);
        CommitCollector collector =
                CommitCollector.around(config, memory, scope.task()).orElse(null);
        return new NodeStart(
                memory,
                scope,
                name,
                agent(node, scope.subGraphs(config)),
                CursorChannel.in(data),
                entry,
                NodeStart.travels(config),
                config.metadata(GraphMemory.EXCLUSIVE).isPresent(),
                collector,
                around(config, collector),
                history(scope, config));
    }

    private static @Nullable Observation around(RunnableConfig config, @Nullable CommitCollector collector) {
        return GraphRun.around(config).orElseGet(() -> collector == null ? null : collector.observation());
    }

    private @Nullable CheckpointHistory history(GraphScope scope, RunnableConfig config) {
        BaseCheckpointSaver kept = saver;
        String thread = config.threadId().orElse(null);
        return kept == null || thread == null || !scope.subGraphs(config).isEmpty()
                ? null
                : new CheckpointHistory(kept, thread);
    }
}

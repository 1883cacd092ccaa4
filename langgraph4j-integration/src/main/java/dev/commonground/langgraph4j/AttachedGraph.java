package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.memory.Cursor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;

/**
 * A graph with an attached memory: determines the agent of each node and begins the steps of the memory.
 *
 * @param <S> the graph's state
 */
final class AttachedGraph<S extends AgentState> {

    private final SharedMemory memory;
    private final StateGraph<S> graph;
    private final AttachPolicy<S> policy;
    private final PrebuiltAgents prebuilt = new PrebuiltAgents();
    private final Set<String> compiledSubGraphs = new HashSet<>();

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

    /** Returns whether the graph merges the cursors of its branches. */
    boolean hasChannel() {
        return graph.getChannels().containsKey(GraphMemory.CURSOR);
    }

    S state(Map<String, Object> data) {
        return graph.getStateFactory().apply(data);
    }

    /** Returns the agent that works in a node: the one that the policy names, else an agent with the node's name. */
    String agent(String node, List<String> subGraphs) {
        Map<String, String> named = policy.agents();
        return Optional.ofNullable(named.get(node))
                .or(() -> prebuilt.model(node)
                        .map(model -> named.getOrDefault(model, PrebuiltAgents.name(model, subGraphs))))
                .orElse(node);
    }

    /** Returns a run of {@code node}, which has not begun yet. */
    NodeRun run(String node, Map<String, Object> data, RunnableConfig config) {
        GraphScope scope = GraphScope.of(config);
        String agent = agent(node, scope.subGraphs(config));
        Branches branches = Branches.around(config).orElse(null);
        StepRequest request = request(
                scope.inside(config, node),
                agent,
                scope,
                CursorChannel.in(data),
                branches == null ? StepRequest.Place.SEQUENCE : StepRequest.Place.BRANCH);
        return new NodeRun(memory, request, ShownMemories.to(agent, data), branches);
    }

    /** Begins a step of a parallel node, which writes nothing itself. */
    Step begin(String node, String agent, RunnableConfig config, Cursor cursor, StepRequest.Place place) {
        return memory.begin(request(node, agent, GraphScope.of(config), cursor, place));
    }

    private StepRequest request(String node, String agent, GraphScope scope, Cursor cursor, StepRequest.Place place) {
        return StepRequest.builder(scope.task(), node, scope.thread())
                .user(scope.user())
                .agent(agent)
                .cursor(cursor)
                .place(place)
                .news(scope.news())
                .build();
    }
}

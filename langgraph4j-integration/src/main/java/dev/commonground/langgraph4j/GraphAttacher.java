package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.bsc.langgraph4j.state.AgentState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the memory around the nodes of a graph. The attacher replaces the nodes' actions in place, because LangGraph4j's
 * hooks do not fire inside parallel branches. Hooks cover compiled sub-graphs, parallel steps and conditional edges. An
 * inlined sub-graph is copied for each use, so that each use has its own memory, agents and policy.
 *
 * @param <S> the graph's state
 */
final class GraphAttacher<S extends AgentState> {

    private static final Logger LOG = LoggerFactory.getLogger(GraphAttacher.class);

    private final SharedMemory memory;
    private final StateGraph<S> graph;
    private final AttachedGraph<S> attached;

    GraphAttacher(SharedMemory memory, StateGraph<S> graph, AttachPolicy<S> policy) {
        this.memory = memory;
        this.graph = graph;
        this.attached = new AttachedGraph<>(memory, graph, withInlined(policy, graph, ""));
    }

    private static <S extends AgentState> AttachPolicy<S> withInlined(
            AttachPolicy<S> policy, StateGraph<S> within, String prefix) {
        AttachPolicy<S> merged = policy;
        for (GraphInternals.GraphNode<S> node : GraphInternals.nodes(within)) {
            String below = prefix + node.id() + "-";
            if (node.inlined() instanceof MemoryGraph<S> inlined && !Attachments.isAttached(inlined)) {
                merged = merged.with(below, inlined.policy());
            }
            if (node.inlined() != null) {
                merged = withInlined(merged, node.inlined(), below);
            }
        }
        return merged;
    }

    /**
     * Puts the memory around the graph's nodes.
     *
     * @throws IllegalArgumentException if the policy names a node that the graph does not have, or if a sub-graph is
     *     attached to another memory
     */
    void attach() {
        requireOneMemory(graph);
        Set<String> ids = decorableNodes(graph, "");
        attached.policy().nodes().stream()
                .filter(node -> !ids.contains(node))
                .findFirst()
                .ifPresent(node -> {
                    throw new IllegalArgumentException(
                            "The memory's policy names the node %s, but the graph has only the nodes %s: attach after the last addNode, name a node of an inlined sub-graph \"sub-node\", and attach a compiled sub-graph with its own policy"
                                    .formatted(node, ids));
                });
        warnWithoutChannel();
        describe(graph, "");
        attached.addEntries(entries(graph, ""));
        GraphInternals.decorate(
                graph,
                (id, action, config) -> {
                    attached.compiledWith(config);
                    return DecoratedAction.of(action, new NodeMemory<>(attached, id, action));
                },
                Attachments::isAttached);
        graph.addWrapCallNodeHook(new GraphHook<>(attached));
        graph.addWrapCallEdgeHook(new EdgeMemory<>(attached));
    }

    private void requireOneMemory(StateGraph<S> within) {
        for (GraphInternals.GraphNode<S> node : GraphInternals.nodes(within)) {
            StateGraph<S> sub = node.inlined() == null ? node.compiled() : node.inlined();
            if (sub != null) {
                if (!Attachments.admits(sub, memory)) {
                    throw new IllegalArgumentException(
                            "The sub-graph %s has another memory than its parent: attach the same memory to both, or build a sub-graph for each memory"
                                    .formatted(node.id()));
                }
                requireOneMemory(sub);
            }
        }
    }

    /** Does not warn for a prebuilt agent, because its schema cannot be extended. */
    private void warnWithoutChannel() {
        if (!attached.hasChannel() && !graph.getChannels().equals(MessagesState.SCHEMA)) {
            LOG.warn(
                    "The graph's schema has no channel {}, so a replay from its first checkpoint looks like a new run: build the schema with GraphMemory.schema(...)",
                    GraphMemory.CURSOR);
        }
    }

    private Set<String> decorableNodes(StateGraph<S> within, String prefix) {
        Set<String> ids = new LinkedHashSet<>();
        for (GraphInternals.GraphNode<S> node : GraphInternals.nodes(within)) {
            if (node.inlined() != null) {
                if (!Attachments.isAttached(node.inlined())) {
                    ids.addAll(decorableNodes(node.inlined(), prefix + node.id() + "-"));
                }
            } else if (node.isDecorable()) {
                ids.add(prefix + node.id());
            }
        }
        return ids;
    }

    private void describe(StateGraph<S> within, String prefix) {
        attached.prebuilt()
                .addIfPrebuilt(
                        GraphInternals.nodes(within).stream()
                                .map(GraphInternals.GraphNode::id)
                                .toList(),
                        prefix);
        for (GraphInternals.GraphNode<S> node : GraphInternals.nodes(within)) {
            String id = prefix + node.id();
            if (node.inlined() != null) {
                describe(node.inlined(), id + "-");
            } else if (node.compiled() != null) {
                attached.addCompiledSubGraph(id);
                warnIfNotAttached(id, node.compiled());
            }
        }
    }

    /** Returns the nodes with which a graph may begin, those of inlined sub-graphs under their names in the parent. */
    private Set<String> entries(StateGraph<S> within, String prefix) {
        Set<String> first = GraphInternals.entries(within);
        return GraphInternals.nodes(within).stream()
                .filter(node -> first.contains(node.id()))
                .flatMap(node -> node.inlined() == null
                        ? Set.of(prefix + node.id()).stream()
                        : entries(node.inlined(), prefix + node.id() + "-").stream())
                .collect(Collectors.toSet());
    }

    private void warnIfNotAttached(String id, StateGraph<S> compiled) {
        if (GraphInternals.nodes(compiled).stream().noneMatch(GraphInternals.GraphNode::isDecorated)) {
            LOG.warn(
                    "The nodes of the compiled sub-graph {} have no memory: attach the memory to the sub-graph before you compile it",
                    id);
        }
    }
}

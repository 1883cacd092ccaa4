package dev.commonground.langgraph4j;

import java.util.LinkedHashSet;
import java.util.Set;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.bsc.langgraph4j.state.AgentState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the memory around the nodes of a graph. The attacher replaces the nodes' actions in place, because LangGraph4j's
 * hooks do not fire inside parallel branches. Hooks cover compiled sub-graphs, parallel steps and conditional edges.
 *
 * @param <S> the graph's state
 */
final class GraphAttacher<S extends AgentState> {

    private static final Logger LOG = LoggerFactory.getLogger(GraphAttacher.class);

    private final StateGraph<S> graph;
    private final AttachedGraph<S> attached;

    GraphAttacher(StateGraph<S> graph, AttachedGraph<S> attached) {
        this.graph = graph;
        this.attached = attached;
    }

    /**
     * Puts the memory around the graph's nodes.
     *
     * @throws IllegalArgumentException if the policy names a node that the graph does not have
     */
    void attach() {
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
        decorate(graph, "");
        graph.addWrapCallNodeHook(new GraphHook<>(attached));
        graph.addWrapCallEdgeHook(new EdgeMemory<>(attached));
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
                ids.addAll(decorableNodes(node.inlined(), prefix + node.id() + "-"));
            } else if (node.isDecorable()) {
                ids.add(prefix + node.id());
            }
        }
        return ids;
    }

    private void decorate(StateGraph<S> within, String prefix) {
        attached.prebuilt()
                .addIfPrebuilt(
                        GraphInternals.nodes(within).stream()
                                .map(GraphInternals.GraphNode::id)
                                .toList(),
                        prefix);
        GraphInternals.decorate(
                within,
                graph,
                (id, action) -> DecoratedAction.of(action, new NodeMemory<>(attached, prefix + id, action)));
        for (GraphInternals.GraphNode<S> node : GraphInternals.nodes(within)) {
            descend(node, prefix + node.id());
        }
    }

    private void descend(GraphInternals.GraphNode<S> node, String id) {
        if (node.inlined() != null) {
            decorate(node.inlined(), id + "-");
        } else if (node.compiled() != null) {
            attached.addCompiledSubGraph(id);
            warnIfNotAttached(id, node.compiled());
        }
    }

    private void warnIfNotAttached(String id, StateGraph<S> compiled) {
        if (GraphInternals.nodes(compiled).stream().noneMatch(GraphInternals.GraphNode::isDecorated)) {
            LOG.warn(
                    "The nodes of the compiled sub-graph {} have no memory: attach the memory to the sub-graph before you compile it",
                    id);
        }
    }
}

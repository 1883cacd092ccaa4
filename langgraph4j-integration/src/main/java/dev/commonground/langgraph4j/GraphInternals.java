package dev.commonground.langgraph4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.SubCompiledGraphNodeAction;
import org.bsc.langgraph4j.internal.node.Node;
import org.bsc.langgraph4j.internal.node.SubCompiledGraphNode;
import org.bsc.langgraph4j.internal.node.SubStateGraphNode;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * Access to the nodes of a graph. LangGraph4j keeps the node types in its package {@code internal}; no other class
 * names that package.
 */
final class GraphInternals {

    private GraphInternals() {}

    /**
     * One node of a graph.
     *
     * @param id the id within its graph
     * @param inlined the sub-graph that LangGraph4j copies into the parent, or null
     * @param compiled the sub-graph that was compiled separately, or null
     * @param isDecorated whether {@link #decorate} has replaced the node's action
     */
    record GraphNode<S extends AgentState>(
            String id,
            @Nullable StateGraph<S> inlined,
            @Nullable StateGraph<S> compiled,
            boolean isDecorated) {

        /**
         * Returns whether the action can be replaced; LangGraph4j identifies a compiled sub-graph by its action's
         * class.
         */
        boolean isDecorable() {
            return inlined == null && compiled == null && !isDecorated;
        }
    }

    /** A compiled sub-graph inside a compiled graph. */
    record CompiledSubGraph<S extends AgentState>(String id, CompiledGraph<S> graph) {}

    /** Makes the new action of a node. */
    interface Decorator<S extends AgentState> {

        /**
         * Returns the action that replaces {@code action}.
         *
         * @param id the node's id in the graph that is compiled
         * @param config the configuration with which it is compiled
         */
        AsyncNodeActionWithConfig<S> decorate(String id, AsyncNodeActionWithConfig<S> action, CompileConfig config);
    }

    /**
     * A node whose action was replaced.
     *
     * @param <S> the graph's state
     */
    private static final class DecoratedNode<S extends AgentState> extends Node<S> {

        DecoratedNode(Node<S> node, String prefix, Decorator<S> decorator) {
            super(
                    node.id(),
                    config -> decorator.decorate(
                            prefix + node.id(), node.actionFactory().apply(config), config));
        }
    }

    /**
     * One use of a graph as an inlined sub-graph. LangGraph4j inlines a copy with decorated nodes. The graph itself stays
     * as it is, because it may be used elsewhere.
     *
     * @param <S> the graph's state
     */
    private static final class DecoratedSubGraph<S extends AgentState> extends SubStateGraphNode<S> {

        private final String prefix;
        private final Decorator<S> decorator;
        private final Predicate<StateGraph<S>> skips;

        DecoratedSubGraph(
                SubStateGraphNode<S> node, String prefix, Decorator<S> decorator, Predicate<StateGraph<S>> skips) {
            super(node.id(), node.subGraph());
            this.prefix = prefix + node.id() + "-";
            this.decorator = decorator;
            this.skips = skips;
        }

        @Override
        public StateGraph<S> subGraph() {
            StateGraph<S> graph = super.subGraph();
            StateGraph<S> copy = new StateGraph<>(graph.getChannels(), graph.getStateSerializer());
            return graph.reduce((nodes, edges) -> copy.reduce((copied, copiedEdges) -> {
                copied.elements.addAll(decorated(nodes.elements, prefix, decorator, skips));
                copiedEdges.elements.addAll(edges.elements);
                return copy;
            }));
        }
    }

    /** Returns the nodes of {@code graph} in the order in which they were added. */
    static <S extends AgentState> List<GraphNode<S>> nodes(StateGraph<S> graph) {
        return elements(graph).stream().map(GraphInternals::described).toList();
    }

    private static <S extends AgentState> List<Node<S>> elements(StateGraph<S> graph) {
        return graph.reduce((nodes, edges) -> List.copyOf(nodes.elements));
    }

    private static <S extends AgentState> GraphNode<S> described(Node<S> node) {
        return new GraphNode<>(
                node.id(),
                node instanceof SubStateGraphNode<S> sub ? sub.subGraph() : null,
                node instanceof SubCompiledGraphNode<S> sub ? sub.subGraph() : null,
                node instanceof DecoratedNode<S>);
    }

    /**
     * Replaces the action of every decorable node of {@code graph}, in place, and of the nodes of its inlined sub-graphs.
     *
     * @param skips whether an inlined sub-graph stays as it is
     */
    static <S extends AgentState> void decorate(
            StateGraph<S> graph, Decorator<S> decorator, Predicate<StateGraph<S>> skips) {
        graph.reduce((nodes, edges) -> {
            List<Node<S>> decorated = decorated(nodes.elements, "", decorator, skips);
            nodes.elements.clear();
            nodes.elements.addAll(decorated);
            return nodes;
        });
    }

    private static <S extends AgentState> List<Node<S>> decorated(
            Collection<Node<S>> nodes, String prefix, Decorator<S> decorator, Predicate<StateGraph<S>> skips) {
        return nodes.stream()
                .map(node -> decorated(node, prefix, decorator, skips))
                .toList();
    }

    private static <S extends AgentState> Node<S> decorated(
            Node<S> node, String prefix, Decorator<S> decorator, Predicate<StateGraph<S>> skips) {
        if (node instanceof SubStateGraphNode<S> inlined) {
            return skips.test(inlined.subGraph()) ? node : new DecoratedSubGraph<>(inlined, prefix, decorator, skips);
        }
        return described(node).isDecorable() ? new DecoratedNode<>(node, prefix, decorator) : node;
    }

    /** Returns the ids of the nodes with which {@code graph} may begin. */
    static <S extends AgentState> Set<String> entries(StateGraph<S> graph) {
        return graph.reduce((nodes, edges) -> edges.edgeBySourceId(StateGraph.START).stream()
                .flatMap(edge -> edge.targets().stream())
                .flatMap(target ->
                        target.id() != null ? Stream.of(target.id()) : target.value().mappings().values().stream())
                .collect(Collectors.toSet()));
    }

    /** Returns whether the node {@code id} of {@code graph} is a compiled sub-graph. */
    static boolean isCompiledSubGraph(CompiledGraph<?> graph, String id) {
        return graph.stateGraph.reduce((nodes, edges) -> nodes.elements.stream()
                .anyMatch(node ->
                        node instanceof SubCompiledGraphNode<?> && node.id().equals(id)));
    }

    /** Returns the compiled sub-graphs of {@code graph}, also those inside inlined sub-graphs. */
    static <S extends AgentState> List<CompiledSubGraph<S>> compiledSubGraphs(CompiledGraph<S> graph) {
        return compiledSubGraphs(graph, graph.stateGraph);
    }

    private static <S extends AgentState> List<CompiledSubGraph<S>> compiledSubGraphs(
            CompiledGraph<S> graph, StateGraph<S> within) {
        List<CompiledSubGraph<S>> found = new ArrayList<>();
        for (Node<S> node : elements(within)) {
            if (node instanceof SubStateGraphNode<S> inlined) {
                found.addAll(compiledSubGraphs(graph, inlined.subGraph()));
            } else if (node instanceof SubCompiledGraphNode<S>) {
                found.add(compiledSubGraph(graph, node));
            }
        }
        return found;
    }

    @SuppressWarnings("unchecked") // a SubCompiledGraphNode makes actions of this type
    private static <S extends AgentState> CompiledSubGraph<S> compiledSubGraph(CompiledGraph<S> graph, Node<S> node) {
        try {
            SubCompiledGraphNodeAction<S> action =
                    (SubCompiledGraphNodeAction<S>) node.actionFactory().apply(graph.compileConfig);
            return new CompiledSubGraph<>(action.subGraphId(), action.subGraph());
        } catch (GraphStateException e) {
            throw new IllegalStateException(
                    "LangGraph4j cannot build the action of the compiled sub-graph %s, so its checkpoints cannot be read"
                            .formatted(node.id()),
                    e);
        }
    }
}

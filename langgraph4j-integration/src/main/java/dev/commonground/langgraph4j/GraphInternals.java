package dev.commonground.langgraph4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
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

    /**
     * A node whose action was replaced.
     *
     * @param <S> the graph's state
     */
    private static final class DecoratedNode<S extends AgentState> extends Node<S> {

        private final StateGraph<S> decoratedWith;

        DecoratedNode(
                Node<S> node,
                StateGraph<S> decoratedWith,
                BiFunction<String, AsyncNodeActionWithConfig<S>, AsyncNodeActionWithConfig<S>> decorator) {
            super(
                    node.id(),
                    config -> decorator.apply(node.id(), node.actionFactory().apply(config)));
            this.decoratedWith = decoratedWith;
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
     * Replaces the action of every decorable node of {@code within}, in place.
     *
     * @param root the graph that is attached, which contains {@code within} or is the same
     * @param decorator returns the new action for a node's id and its action
     */
    static <S extends AgentState> void decorate(
            StateGraph<S> within,
            StateGraph<S> root,
            BiFunction<String, AsyncNodeActionWithConfig<S>, AsyncNodeActionWithConfig<S>> decorator) {
        within.reduce((nodes, edges) -> {
            List<Node<S>> before = List.copyOf(nodes.elements);
            nodes.elements.clear();
            for (Node<S> node : before) {
                nodes.elements.add(described(node).isDecorable() ? new DecoratedNode<>(node, root, decorator) : node);
            }
            return nodes;
        });
    }

    /** Returns whether {@code graph} was itself the root of a {@link #decorate}, rather than a part of one. */
    static boolean isDecorated(StateGraph<?> graph) {
        return graph.reduce((nodes, edges) -> nodes.elements.stream()
                .anyMatch(node -> node instanceof DecoratedNode<?> decorated && decorated.decoratedWith == graph));
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

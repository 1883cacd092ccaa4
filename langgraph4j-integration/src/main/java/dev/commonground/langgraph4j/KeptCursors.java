package dev.commonground.langgraph4j;

import dev.commonground.log.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.SubCompiledGraphNodeAction;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.internal.node.Node;
import org.bsc.langgraph4j.internal.node.SubCompiledGraphNode;
import org.bsc.langgraph4j.internal.node.SubStateGraphNode;
import org.bsc.langgraph4j.state.AgentState;

/** Collects the cursors of all checkpoints of a graph, and of the compiled sub-graphs in it, which have their own. */
final class KeptCursors {

    private final List<Cursor> cursors = new ArrayList<>();

    /** Adds the cursors of the checkpoints that {@code graph} keeps of {@code thread}. */
    <S extends AgentState> KeptCursors add(CompiledGraph<S> graph, String thread) {
        Optional<BaseCheckpointSaver> saver = graph.compileConfig.checkpointSaver();
        RunnableConfig config = RunnableConfig.builder().threadId(thread).build();
        saver.ifPresent(
                kept -> kept.list(config).forEach(checkpoint -> cursors.add(CursorChannel.in(checkpoint.getState()))));
        for (SubCompiledGraphNodeAction<S> sub : subGraphs(graph, graph.stateGraph)) {
            boolean shared = saver.isPresent()
                    && saver.equals(sub.subGraph().compileConfig.checkpointSaver());
            add(sub.subGraph(), shared ? thread + "_" + sub.subGraphId() : thread);
        }
        return this;
    }

    private static <S extends AgentState> List<SubCompiledGraphNodeAction<S>> subGraphs(
            CompiledGraph<S> graph, StateGraph<S> within) {
        List<SubCompiledGraphNodeAction<S>> found = new ArrayList<>();
        List<Node<S>> all = within.reduce((nodes, edges) -> List.copyOf(nodes.elements));
        for (Node<S> node : all) {
            if (node instanceof SubStateGraphNode<S> inlined) {
                found.addAll(subGraphs(graph, inlined.subGraph()));
            } else if (node instanceof SubCompiledGraphNode<S>) {
                found.add(action(graph, node));
            }
        }
        return found;
    }

    @SuppressWarnings("unchecked") // the node says what its factory makes
    private static <S extends AgentState> SubCompiledGraphNodeAction<S> action(CompiledGraph<S> graph, Node<S> node) {
        try {
            return (SubCompiledGraphNodeAction<S>) node.actionFactory().apply(graph.compileConfig);
        } catch (GraphStateException e) {
            throw new IllegalStateException("The compiled sub-graph %s cannot be reached".formatted(node.id()), e);
        }
    }

    List<Cursor> list() {
        return List.copyOf(cursors);
    }
}

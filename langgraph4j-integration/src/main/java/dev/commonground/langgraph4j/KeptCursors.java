package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.state.AgentState;

/**
 * Collects the cursors of all checkpoints of a graph and of its compiled sub-graphs, which have checkpoints of their
 * own.
 */
final class KeptCursors {

    private final List<Cursor> cursors = new ArrayList<>();

    /** Adds the cursors of the checkpoints that {@code graph} keeps of {@code thread}. */
    <S extends AgentState> KeptCursors add(CompiledGraph<S> graph, String thread) {
        Optional<BaseCheckpointSaver> saver = graph.compileConfig.checkpointSaver();
        RunnableConfig config = RunnableConfig.builder().threadId(thread).build();
        saver.ifPresent(
                kept -> kept.list(config).forEach(checkpoint -> cursors.add(CursorChannel.in(checkpoint.getState()))));
        for (GraphInternals.CompiledSubGraph<S> sub : GraphInternals.compiledSubGraphs(graph)) {
            boolean shared =
                    saver.isPresent() && saver.equals(sub.graph().compileConfig.checkpointSaver());
            add(sub.graph(), shared ? thread + "_" + sub.id() : thread);
        }
        return this;
    }

    List<Cursor> list() {
        return List.copyOf(cursors);
    }
}

package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.StateSnapshot;

/**
 * A person's change of the memory between two steps of a thread. First the change is committed, visible only at its own
 * cursor. Then the checkpoint gets that cursor, and last the change becomes visible to all. A crash in between leaves
 * nothing visible.
 *
 * @param <S> the graph's state
 */
final class HumanEdit<S extends AgentState> {

    /** The node that a person's change belongs to; no graph has a node of this name. */
    private static final String NODE = "__EDIT__";

    private final SharedMemory memory;
    private final CompiledGraph<S> graph;
    private final RunnableConfig config;

    HumanEdit(SharedMemory memory, CompiledGraph<S> graph, RunnableConfig config) {
        this.memory = memory;
        this.graph = graph;
        this.config = config;
    }

    /** Makes the change and returns the config to resume with. */
    RunnableConfig make(String person, Consumer<AgentMemory> edit) throws Exception {
        GraphScope scope = GraphScope.of(config, Map.of());
        StateSnapshot<S> at = graph.stateOf(config)
                .orElseThrow(() -> new IllegalStateException(
                        "Thread %s has no checkpoint, so its memory cannot be edited between two steps: run the graph first, or write with memory.task(...).person(...)"
                                .formatted(scope.thread())));
        boolean newest = newest().equals(at.config().checkPointId());
        StepRequest.Builder request = StepRequest.builder(scope.task(), NODE, scope.thread())
                .user(scope.user())
                .person(person);
        Step step = memory.begin(request.cursor(CursorChannel.in(at.state().data()))
                .place(StepRequest.Place.BRANCH)
                .build());
        edit.accept(step.memory());
        Cursor edited = step.commit();
        RunnableConfig after = graph.updateState(config, Map.of(GraphMemory.CURSOR, edited.toString()));
        if (newest) {
            memory.begin(
                    request.cursor(edited).place(StepRequest.Place.SEQUENCE).build());
        }
        return isInSubGraph(at) ? after : after.removeMetadata(RunnableConfig.SUBGRAPH_RESUME_UPDATE_DATA);
    }

    private Optional<String> newest() {
        return graph.stateOf(RunnableConfig.builder(config).checkPointId(null).build())
                .flatMap(snapshot -> snapshot.config().checkPointId());
    }

    /**
     * LangGraph4j passes the update down to a compiled sub-graph; elsewhere the update would replace the resume's
     * input.
     */
    private boolean isInSubGraph(StateSnapshot<S> at) {
        return GraphInternals.isCompiledSubGraph(graph, at.next());
    }
}

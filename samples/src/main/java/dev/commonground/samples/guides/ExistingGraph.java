package dev.commonground.samples.guides;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryAware;
import dev.commonground.memory.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;

/** The memory in an existing graph. */
public final class ExistingGraph {

    private ExistingGraph() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, ExistingGraph::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        List<String> seen = new ArrayList<>();
        GraphMemory graphs = GraphMemory.over(memory);
        // guide
        StateGraph<AgentState> graph = new StateGraph<>(graphs.schema(Map.of()), AgentState::new)
                .addNode("research", node_async(state -> Map.of("limit", "Keep it to 500 words")))
                .addNode("write", node_async(state -> {
                    seen.add("write knows " + MemoryAware.of(state).recalled());
                    return Map.of("draft", "...");
                }))
                .addEdge(START, "research")
                .addEdge("research", "write")
                .addEdge("write", END);

        graphs.attach(
                graph,
                policy -> policy.rememberAfter(
                                "research",
                                (state, result) -> List.of(Draft.constraint(String.valueOf(result.get("limit")))
                                        .build()))
                        .recallBefore("write", state -> "how many words?")
                        .agent("write", "writer"));

        graph.compile().invoke(Map.of(), GraphMemory.config("task_q3_proposal").build());
        // end of guide
        return seen;
    }
}

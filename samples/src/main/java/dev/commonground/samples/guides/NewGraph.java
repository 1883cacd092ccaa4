package dev.commonground.samples.guides;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;

/** The memory in a new graph with nodes that use it directly. */
public final class NewGraph {

    private NewGraph() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, NewGraph::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        List<String> seen = new ArrayList<>();
        GraphMemory graphs = GraphMemory.over(memory);
        // guide
        StateGraph<AgentState> graph = graphs.stateGraph(Map.of(), AgentState::new);
        graph.addNode("research", node_async((state, config) -> {
                    GraphMemory.memory(config).require("Keep it to 500 words");
                    return Map.of();
                }))
                .addNode("write", node_async((state, config) -> {
                    AgentMemory team = GraphMemory.memory(config);
                    seen.add(team.brief("write the proposal").text());
                    team.decide("The proposal is a slide deck");
                    return Map.of();
                }))
                .addEdge(START, "research")
                .addEdge("research", "write")
                .addEdge("write", END);

        graph.compile().invoke(Map.of(), GraphMemory.config("task_q3_proposal").build());
        // end of guide
        return seen;
    }
}

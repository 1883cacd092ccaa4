package dev.commonground.samples.guides;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;

/** A person changes the memory while the graph waits. */
public final class HumanInTheLoop {

    private HumanInTheLoop() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, HumanInTheLoop::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        List<String> seen = new ArrayList<>();
        GraphMemory graphs = GraphMemory.over(memory);
        StateGraph<AgentState> graph = graph(graphs, seen);
        // guide
        CompiledGraph<AgentState> app = graph.compile(CompileConfig.builder()
                .checkpointSaver(graphs.checkpoints(graph.getStateSerializer()))
                .interruptBefore("write")
                .build());
        RunnableConfig task = GraphMemory.config("task_q3_proposal").build();
        app.invoke(Map.of(), task); // stops before write

        RunnableConfig next = graphs.threads(app).edit(task, "ada", team -> {
            seen.add("ada sees " + team.list());
            team.revise(team.list().get(0).id(), "Keep it to 500 words");
        });
        app.invoke(GraphInput.resume(), next);
        // end of guide
        return seen;
    }

    private static StateGraph<AgentState> graph(GraphMemory graphs, List<String> seen) throws GraphStateException {
        return graphs.stateGraph(Map.of(), AgentState::new)
                .addNode("research", node_async((state, config) -> {
                    GraphMemory.memory(config).require("Keep it to 800 words");
                    return Map.of();
                }))
                .addNode("write", node_async((state, config) -> {
                    seen.add("write sees " + GraphMemory.memory(config).list());
                    return Map.of();
                }))
                .addEdge(START, "research")
                .addEdge("research", "write")
                .addEdge("write", END);
    }
}

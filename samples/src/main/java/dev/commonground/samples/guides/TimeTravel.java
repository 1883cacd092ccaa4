package dev.commonground.samples.guides;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryAware;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.StateSnapshot;

/** A replay or a fork sees the memory as of its checkpoint. */
public final class TimeTravel {

    private TimeTravel() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, TimeTravel::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        List<String> seen = new ArrayList<>();
        GraphMemory graphs = GraphMemory.over(memory);
        StateGraph<AgentState> graph = graph(graphs, seen);
        // guide
        CompiledGraph<AgentState> app = graph.compile(CompileConfig.builder()
                .checkpointSaver(graphs.checkpoints(graph.getStateSerializer())) // in the memory's own file
                .build());
        RunnableConfig task = GraphMemory.config("task_q3_proposal").build();
        app.invoke(Map.of("round", "first"), task);

        StateSnapshot<AgentState> planned = app.getStateHistory(task).stream()
                .filter(snapshot -> "write".equals(snapshot.next()))
                .findFirst()
                .orElseThrow();

        RunnableConfig fork = app.updateState(planned.config(), Map.of("round", "second"));
        app.invoke(GraphInput.resume(), fork); // sees nothing of the first draft and review

        List<Memory> then = memory.task("task_q3_proposal")
                .asOf(MemoryAware.of(planned.state()).cursor())
                .agent("auditor")
                .list();
        // end of guide
        seen.add("then everybody knew " + texts(then));
        seen.add("now everybody knows "
                + texts(memory.task("task_q3_proposal").agent("auditor").list()));
        return seen;
    }

    private static StateGraph<AgentState> graph(GraphMemory graphs, List<String> seen) throws GraphStateException {
        return graphs.stateGraph(Map.of(), AgentState::new)
                .addNode("plan", saying("plan", seen))
                .addNode("write", saying("write", seen))
                .addNode("review", saying("review", seen))
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addEdge("write", "review")
                .addEdge("review", END);
    }

    private static AsyncNodeActionWithConfig<AgentState> saying(String node, List<String> seen) {
        return node_async((state, config) -> {
            AgentMemory team = GraphMemory.memory(config);
            seen.add("%s sees %s".formatted(node, texts(team.list())));
            team.remember(
                    "%s of the %s round".formatted(node, state.value("round").orElse("")));
            return Map.of();
        });
    }

    private static List<String> texts(List<Memory> memories) {
        return memories.stream().map(Memory::text).sorted().toList();
    }
}

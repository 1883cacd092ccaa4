package dev.commonground.samples.guides;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.state.AgentState;

/** Parallel branches see each other's memories after their join, and conflicts between them are kept. */
public final class ParallelBranches {

    private ParallelBranches() {}

    /** Runs the guide on the given file, or on a new temporary file. */
    public static void main(String[] arguments) throws Exception {
        Guide.main(arguments, ParallelBranches::show);
    }

    static List<String> show(SharedMemory memory) throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        GraphMemory graphs = GraphMemory.over(memory);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        // guide
        StateGraph<AgentState> graph = graphs.stateGraph(Map.of(), AgentState::new);
        graph.addNode("plan", learning("budget", "40,000 euros", seen))
                .addNode("price", learning("tone", "formal", seen))
                .addNode("stock", learning("tone", "friendly", seen))
                .addNode("write", node_async((state, config) -> {
                    AgentMemory team = GraphMemory.memory(config);
                    seen.add(team.brief("write the proposal").text()); // shows the conflict
                    team.remember(Draft.constraint("The tone is formal")
                            .key("tone", "formal") // its author has seen both: this settles it
                            .build());
                    return Map.of();
                }))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END);

        graph.compile()
                .invoke(
                        Map.of(),
                        GraphMemory.config("task_q3_proposal")
                                .addParallelNodeExecutor("plan", pool)
                                .build());
        // end of guide
        pool.shutdown();
        seen.add("in the end " + texts(memory.task("task_q3_proposal").agent("auditor")));
        return seen;
    }

    private static AsyncNodeActionWithConfig<AgentState> learning(String key, String value, List<String> seen) {
        return node_async((state, config) -> {
            AgentMemory team = GraphMemory.memory(config);
            seen.add("%s: %s sees %s".formatted(key, value, texts(team)));
            team.remember(Draft.constraint("The %s is %s".formatted(key, value))
                    .key(key, value)
                    .build());
            return Map.of();
        });
    }

    private static List<String> texts(AgentMemory team) {
        return team.list().stream().map(Memory::text).toList();
    }
}

package dev.commonground.langgraph4j;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.SharedMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.FileSystemSaver;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.bsc.langgraph4j.state.Channel;

/** A graph with a loop, parallel branches and a sub-graph, in a process that continues where the last one died. */
final class KilledGraph {

    static final int ROUNDS = 12;

    /** The exit code of a process that cannot read its history. */
    static final int UNREADABLE = 3;

    private static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    private KilledGraph() {}

    /** The store of the checkpoints. */
    enum Saver {
        STORE,
        FILE_SYSTEM;

        BaseCheckpointSaver in(Path folder, GraphMemory graphs, StateSerializer<TestState> serializer) {
            return this == STORE
                    ? graphs.checkpoints(serializer)
                    : new FileSystemSaver(folder.resolve("checkpoints"), serializer);
        }
    }

    /** Takes the folder, the saver and the serializer, and prints when the run begins. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            GraphMemory graphs = GraphMemory.over(memory);
            StateSerializer<TestState> serializer =
                    TestState.Serialization.valueOf(arguments[2]).serializer();
            BaseCheckpointSaver saver = Saver.valueOf(arguments[1]).in(folder, graphs, serializer);
            CompiledGraph<TestState> app = graph(graphs, serializer)
                    .compile(CompileConfig.builder()
                            .checkpointSaver(saver)
                            .recursionLimit(200)
                            .build());
            RunnableConfig config = RunnableConfig.builder(ORDER_7)
                    .addParallelNodeExecutor("plan", pool)
                    .build();
            System.out.println("begins");
            app.invoke(hasBegun(saver) ? GraphInput.resume() : GraphInput.args(Map.of()), config);
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean hasBegun(BaseCheckpointSaver saver) {
        try {
            return saver.get(ORDER_7).isPresent();
        } catch (RuntimeException e) {
            Runtime.getRuntime().halt(UNREADABLE);
            throw e;
        }
    }

    private static StateGraph<TestState> graph(GraphMemory graphs, StateSerializer<TestState> serializer)
            throws Exception {
        Map<String, Channel<?>> schema = graphs.schema(TestState.SCHEMA);
        StateGraph<TestState> editing = new StateGraph<>(schema, serializer)
                .addNode("cut", says("cut", false))
                .addNode("polish", says("polish", true))
                .addEdge(START, "cut")
                .addEdge("cut", "polish")
                .addEdge("polish", END);
        return graphs.attach(new StateGraph<>(schema, serializer)
                .addNode("plan", says("plan", true))
                .addNode("price", says("price", false))
                .addNode("stock", says("stock", true))
                .addNode("join", says("join", false))
                .addNode("edit", editing)
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "join")
                .addEdge("stock", "join")
                .addEdge("join", "edit")
                .addConditionalEdges(
                        "edit",
                        AsyncEdgeAction.edge_async(state -> state.log().size() < ROUNDS ? "again" : "done"),
                        Map.of("again", "plan", "done", END)));
    }

    /** Returns a node that remembers how many memories it saw, which exposes a lost or a duplicate memory. */
    private static AsyncNodeActionWithConfig<TestState> says(String name, boolean privately) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            int round = state.log().size();
            int seen = GraphMemory.memory(config).list().size();
            GraphMemory.memory(config).remember("%s in round %d saw %d".formatted(name, round, seen));
            if (privately) {
                GraphMemory.memory(config).privately().remember("%s's note of round %d".formatted(name, round));
            }
            return name.equals("polish") ? Map.of("log", List.of("round " + round)) : Map.of();
        });
    }
}

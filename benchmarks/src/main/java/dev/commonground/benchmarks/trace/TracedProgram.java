package dev.commonground.benchmarks.trace;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.writers.Writers;
import dev.commonground.langgraph4j.GraphMemory;
import java.nio.file.Path;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;

/** Warms an operation up, then runs it once between two marker methods. {@link CallTracer} runs this program. */
final class TracedProgram {

    /** The name of the method that is called before the operation. */
    static final String BEGIN_MARK = "begin";

    /** The name of the method that is called after the operation. */
    static final String END_MARK = "end";

    private static final String TASK = "task";
    private static final int KNOWN = 10;
    private static final int MATCHES = 5;
    private static final int WARM_UP = 20;

    private final SharedMemory memory;
    private final AgentMemory agent;
    private int written;

    /** An operation to trace. */
    enum Operation {
        REMEMBER("remember"),
        RECALL("recall"),
        NODE("remembering node");

        private final String label;

        Operation(String label) {
            this.label = label;
        }

        /** Returns the name of the operation in a report. */
        String label() {
            return label;
        }
    }

    private TracedProgram(SharedMemory memory) {
        this.memory = memory;
        this.agent = memory.task(TASK).agent("writer");
    }

    /** Runs an operation; the arguments are its name and an empty folder for the store. */
    public static void main(String[] args) throws GraphStateException {
        Path file = Path.of(args[1]).resolve(args[0] + ".db");
        try (SharedMemory memory = Writers.Recall.BY_VECTORS.open(file)) {
            new TracedProgram(memory).run(Operation.valueOf(args[0]));
        }
    }

    private static void begin() {}

    private static void end() {}

    private void run(Operation operation) throws GraphStateException {
        for (int i = 0; i < KNOWN; i++) {
            agent.remember(newText());
        }
        switch (operation) {
            case REMEMBER -> remember();
            case RECALL -> recall();
            case NODE -> node();
        }
    }

    private void remember() {
        String text = newText();
        begin();
        agent.remember(text);
        end();
    }

    private void recall() {
        String query = newText();
        for (int i = 0; i < WARM_UP; i++) {
            agent.recall(query, MATCHES);
        }
        begin();
        agent.recall(query, MATCHES);
        end();
    }

    /** Traces from the start of one node's action to the start of the next one's: exactly one pass of a node. */
    private void node() throws GraphStateException {
        GraphMemory graphs = GraphMemory.over(memory);
        CompiledGraph<AgentState> warmUp = chain(graphs, () -> {}, () -> {});
        for (int i = 0; i < WARM_UP; i++) {
            warmUp.invoke(Map.of(), GraphMemory.config(TASK).build());
        }
        chain(graphs, TracedProgram::begin, TracedProgram::end)
                .invoke(Map.of(), GraphMemory.config(TASK).build());
    }

    private CompiledGraph<AgentState> chain(GraphMemory graphs, Runnable second, Runnable third)
            throws GraphStateException {
        StateGraph<AgentState> graph = graphs.stateGraph(Map.of(), AgentState::new);
        graph.addNode("first", rememberAfter(() -> {}))
                .addNode("second", rememberAfter(second))
                .addNode("third", rememberAfter(third))
                .addEdge(START, "first")
                .addEdge("first", "second")
                .addEdge("second", "third")
                .addEdge("third", END);
        return graph.compile(saving());
    }

    private static CompileConfig saving() {
        return CompileConfig.builder()
                .checkpointSaver(new MemorySaver())
                .releaseThread(true)
                .build();
    }

    private AsyncNodeActionWithConfig<AgentState> rememberAfter(Runnable mark) {
        return node_async((state, config) -> {
            mark.run();
            GraphMemory.memory(config).remember(newText());
            return Map.of();
        });
    }

    private String newText() {
        return Writers.text("writer", written++);
    }
}

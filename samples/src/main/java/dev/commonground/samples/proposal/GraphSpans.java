package dev.commonground.samples.proposal;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.observation.MemoryTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.AgentState;

/** Runs a plain graph with two parallel branches with OpenTelemetry, and draws its spans. */
public final class GraphSpans {

    private GraphSpans() {}

    /** Prints the spans of a run, and draws them into the file that the first argument names, if there is one. */
    public static void main(String[] arguments) throws IOException, GraphStateException {
        SpanTree tree = of(Files.createTempDirectory("graph"));
        tree.rows().forEach(System.out::println);
        if (arguments.length > 0) {
            Files.writeString(Path.of(arguments[0]), new SpanPicture(tree).svg());
        }
    }

    /** Returns the spans of the graph with a memory in {@code folder}. */
    static SpanTree of(Path folder) throws GraphStateException {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (telemetry;
                SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                        .keywordsOnly()
                        .observer(MemoryTelemetry.of(telemetry))
                        .open()) {
            run(GraphMemory.over(memory), threads);
            return new SpanTree(spans.getFinishedSpanItems());
        } finally {
            threads.shutdown();
        }
    }

    private static void run(GraphMemory graphs, Executor threads) throws GraphStateException {
        CompiledGraph<AgentState> compiled = graphs.stateGraph(Map.of(), AgentState::new, policy -> {})
                .addNode("plan", node_async((state, config) -> Map.of()))
                .addNode("legal", node_async((state, config) -> {
                    GraphMemory.memory(config).require("No discounts");
                    return Map.of();
                }))
                .addNode("market", node_async((state, config) -> {
                    GraphMemory.memory(config).remember("The board wants payback within 9 months");
                    return Map.of();
                }))
                .addNode("write", node_async((state, config) -> {
                    GraphMemory.memory(config).brief("write the proposal");
                    return Map.of();
                }))
                .addEdge(START, "plan")
                .addEdge("plan", "legal")
                .addEdge("plan", "market")
                .addEdge("legal", "write")
                .addEdge("market", "write")
                .addEdge("write", END)
                .compile();
        // guide
        RunnableConfig config = GraphMemory.config("task_q3_proposal")
                .addParallelNodeExecutor("plan", threads)
                .build();

        graphs.observe("proposal", config, own -> compiled.invoke(Map.of(), own));
        // end of guide
    }
}

package dev.commonground.benchmarks;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Channels;

/** A chain of nodes, or of parallel steps, that does the same with and without a memory. */
final class GraphTrial {

    static final int STEPS = 10;

    private static final String MEMORIES = "memories";
    private static final Map<String, Channel<?>> SCHEMA = Map.of("log", Channels.appender(ArrayList::new));

    private final SharedMemory memory;
    private final GraphMemory graphs;
    private int runs;

    /** What a node does with the memory. */
    enum Work {
        NOTHING,
        RECALLS,
        REMEMBERS;

        void in(RunnableConfig config) {
            if (this == RECALLS) {
                GraphMemory.memory(config).recall("what does the client expect of the draft", 5);
            } else if (this == REMEMBERS) {
                GraphMemory.memory(config).remember("the client expects a draft by friday, said in " + config.nodeId());
            }
        }
    }

    /** What a graph is made of. */
    enum Shape {
        CHAIN,
        FORKS
    }

    GraphTrial(SharedMemory memory) {
        this.memory = memory;
        this.graphs = GraphMemory.over(memory);
    }

    /** Returns a graph without a memory. */
    CompiledGraph<AgentState> plain(Shape shape) throws Exception {
        return graph(SCHEMA, shape, Work.NOTHING).compile(saving());
    }

    /** Returns the same graph with the memory. */
    CompiledGraph<AgentState> attached(Shape shape, Work work) throws Exception {
        return graphs.attach(graph(graphs.schema(SCHEMA), shape, work)).compile(saving());
    }

    private static CompileConfig saving() {
        return CompileConfig.builder()
                .checkpointSaver(new MemorySaver())
                .releaseThread(true)
                .recursionLimit(10 * STEPS)
                .build();
    }

    private static StateGraph<AgentState> graph(Map<String, Channel<?>> schema, Shape shape, Work work)
            throws Exception {
        StateGraph<AgentState> graph = new StateGraph<>(schema, AgentState::new);
        String before = START;
        for (int step = 0; step < STEPS; step++) {
            String node = "node" + step;
            graph.addNode(node, node(node, shape == Shape.CHAIN ? work : Work.NOTHING))
                    .addEdge(before, node);
            before = node;
            if (shape == Shape.FORKS) {
                String join = "join" + step;
                for (String branch : List.of("left" + step, "right" + step)) {
                    graph.addNode(branch, node(branch, work))
                            .addEdge(node, branch)
                            .addEdge(branch, join);
                }
                graph.addNode(join, node(join, Work.NOTHING));
                before = join;
            }
        }
        return graph.addEdge(before, END);
    }

    private static AsyncNodeActionWithConfig<AgentState> node(String name, Work work) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            work.in(config);
            return Map.of("log", List.of(name));
        });
    }

    /** Returns a config for a run on a task of its own that knows so many things already, all of them read once. */
    RunnableConfig prepared(int memories) {
        String task = "task-" + runs++;
        memory.task(task)
                .agent("researcher")
                .rememberAll(texts(memories).stream()
                        .map(text -> Draft.finding(text).build())
                        .toList());
        memory.task(task).agent("node0").recall("warm", 1);
        return GraphMemory.config(task).build();
    }

    /** Runs a graph and notes how long a step of it took. */
    static AgentState run(
            CompiledGraph<AgentState> graph, Map<String, Object> input, RunnableConfig config, Durations steps)
            throws Exception {
        long start = System.nanoTime();
        AgentState last = graph.invoke(input, config).orElseThrow();
        steps.add((System.nanoTime() - start) / STEPS);
        return last;
    }

    /** Returns the input of a graph that keeps its memories in its state. */
    static Map<String, Object> naive(int memories) {
        return Map.of(MEMORIES, new ArrayList<>(texts(memories)));
    }

    private static List<String> texts(int memories) {
        Sentences sentences = new Sentences(7);
        return IntStream.range(0, memories)
                .mapToObj(i -> sentences.next() + " " + i)
                .toList();
    }
}

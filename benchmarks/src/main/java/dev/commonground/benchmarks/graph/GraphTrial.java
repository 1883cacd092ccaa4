package dev.commonground.benchmarks.graph;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.SentenceGenerator;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
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

/** Builds and runs equal graphs with and without a memory: a chain of nodes, or a chain of parallel steps. */
final class GraphTrial {

    static final int STEPS = 10;

    private static final Executor BRANCHES = Executors.newFixedThreadPool(2, branch -> {
        Thread thread = new Thread(branch, "branch");
        thread.setDaemon(true);
        return thread;
    });

    private static final String MEMORIES = "memories";
    private static final Map<String, Channel<?>> SCHEMA = Map.of("log", Channels.appender(ArrayList::new));

    private final SharedMemory memory;
    private final GraphMemory graphs;
    private final CheckpointPlace checkpoints;
    private int runs;

    /** The work of a node with the memory. */
    enum NodeWork {
        NOTHING,
        RECALLS,
        REMEMBERS;

        void in(RunnableConfig config) {
            String where = config.nodeId() + " of " + config.threadId().orElse("");
            if (this == RECALLS) {
                GraphMemory.memory(config).recall(text(where), 5);
            } else if (this == REMEMBERS) {
                GraphMemory.memory(config).remember(text(where));
            }
        }

        /** Returns what a node asks or writes. */
        String text(String where) {
            return (this == RECALLS
                            ? "what does the client expect of the draft in "
                            : "the client expects a draft by friday, said in ")
                    + where;
        }
    }

    /** The shape of a graph: a chain of nodes, or of forks with two branches and a join. An executor runs them at once. */
    enum GraphShape {
        CHAIN,
        FORKS,
        FORKS_ON_AN_EXECUTOR;

        /** Returns the config of a run of this shape. */
        RunnableConfig in(RunnableConfig config) {
            RunnableConfig.Builder builder = RunnableConfig.builder(config);
            for (int step = 0; this == FORKS_ON_AN_EXECUTOR && step < STEPS; step++) {
                builder.addParallelNodeExecutor("node" + step, BRANCHES);
            }
            return builder.build();
        }
    }

    /** Where the checkpoints of both graphs are: on the heap, or in the memory's file. */
    enum CheckpointPlace {
        HEAP,
        DURABLE
    }

    GraphTrial(SharedMemory memory, CheckpointPlace checkpoints) {
        this.memory = memory;
        this.checkpoints = checkpoints;
        this.graphs = GraphMemory.over(memory);
    }

    /** Returns a graph without a memory. */
    CompiledGraph<AgentState> plain(GraphShape shape) throws Exception {
        return compiled(graph(SCHEMA, shape, NodeWork.NOTHING));
    }

    /** Returns the same graph with the memory attached. */
    CompiledGraph<AgentState> attached(GraphShape shape, NodeWork work) throws Exception {
        return compiled(graphs.attach(graph(graphs.schema(SCHEMA), shape, work)));
    }

    private CompiledGraph<AgentState> compiled(StateGraph<AgentState> graph) throws Exception {
        return graph.compile(CompileConfig.builder()
                .checkpointSaver(
                        checkpoints == CheckpointPlace.HEAP
                                ? new MemorySaver()
                                : graphs.checkpoints(graph.getStateSerializer()))
                .releaseThread(true)
                .recursionLimit(10 * STEPS)
                .build());
    }

    private static StateGraph<AgentState> graph(Map<String, Channel<?>> schema, GraphShape shape, NodeWork work)
            throws Exception {
        StateGraph<AgentState> graph = new StateGraph<>(schema, AgentState::new);
        String before = START;
        for (int step = 0; step < STEPS; step++) {
            String node = "node" + step;
            graph.addNode(node, node(node, shape == GraphShape.CHAIN ? work : NodeWork.NOTHING))
                    .addEdge(before, node);
            before = shape == GraphShape.CHAIN ? node : fork(graph, node, step, work);
        }
        return graph.addEdge(before, END);
    }

    /** Adds two branches and their join after {@code node}, and returns the join. */
    private static String fork(StateGraph<AgentState> graph, String node, int step, NodeWork work) throws Exception {
        String join = "join" + step;
        for (String branch : List.of("left" + step, "right" + step)) {
            graph.addNode(branch, node(branch, work)).addEdge(node, branch).addEdge(branch, join);
        }
        graph.addNode(join, node(join, NodeWork.NOTHING));
        return join;
    }

    private static AsyncNodeActionWithConfig<AgentState> node(String name, NodeWork work) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            work.in(config);
            return Map.of("log", List.of(name));
        });
    }

    /** Returns the config of a run on a new task with {@code memories} memories, which were read once. */
    RunnableConfig prepared(int memories) {
        return prepared(memories, Kind.FINDING);
    }

    /** Returns the config of a run on a new task with {@code memories} memories of one kind, which were read once. */
    RunnableConfig prepared(int memories, Kind kind) {
        String task = "task-" + runs++;
        memory.task(task)
                .agent("researcher")
                .rememberAll(texts(memories).stream()
                        .map(text -> Draft.of(kind, text).build())
                        .toList());
        memory.task(task).agent("node0").recall("warm", 1);
        return GraphMemory.config(task).build();
    }

    /** Runs a graph and adds the mean duration of its steps. */
    static AgentState run(
            CompiledGraph<AgentState> graph, Map<String, Object> input, RunnableConfig config, Durations steps)
            throws Exception {
        long start = System.nanoTime();
        AgentState last = graph.invoke(input, config).orElseThrow();
        steps.add((System.nanoTime() - start) / STEPS);
        return last;
    }

    /** Returns the input of a graph that holds its memories in its state. */
    static Map<String, Object> naive(int memories) {
        return Map.of(MEMORIES, new ArrayList<>(texts(memories)));
    }

    private static List<String> texts(int memories) {
        SentenceGenerator sentences = new SentenceGenerator(7);
        return IntStream.range(0, memories)
                .mapToObj(i -> sentences.next() + " " + i)
                .toList();
    }
}

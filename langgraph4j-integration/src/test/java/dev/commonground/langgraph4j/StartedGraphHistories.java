package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;

/**
 * A random graph whose nodes start random graphs. It fails at random places, is resumed and replayed, and is compared with
 * a model of plain sets: each node sees what was remembered before it, and in the end everything is seen once.
 */
final class StartedGraphHistories {

    private static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    private static final int DEEPEST = 2;

    /** How a node starts a graph. */
    private enum Start {
        WITH_THE_STATE,
        WITH_ANOTHER_STATE,
        AS_A_STREAM,
        WITH_A_SAVER,
        WITH_A_SAVER_AND_ANOTHER_STATE,
        IN_A_THREAD_OF_ITS_OWN
    }

    /** A node, what it remembers, and the graphs that it starts between its two memories. */
    private record Plan(String name, List<Started> graphs) {}

    private record Started(Start start, List<Plan> nodes, CompiledGraph<TestState> graph) {}

    private final OpenMemory memory;
    private final Random random;
    private final List<Plan> plans;
    private final CompiledGraph<TestState> app;
    private int nodes;
    private int untilFailure = Integer.MAX_VALUE;

    StartedGraphHistories(OpenMemory memory, Random random) throws Exception {
        this.memory = memory;
        this.random = random;
        this.plans = plans(0);
        this.app = compiled(plans, true);
    }

    private List<Plan> plans(int depth) throws Exception {
        List<Plan> made = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<Started> graphs = new ArrayList<>();
            for (int g = depth < DEEPEST ? random.nextInt(3) : 0; g > 0; g--) {
                Start start = Start.values()[random.nextInt(Start.values().length)];
                List<Plan> below = plans(depth + 1);
                graphs.add(
                        new Started(start, below, compiled(below, start.name().contains("SAVER"))));
            }
            made.add(new Plan("n" + nodes++, graphs));
        }
        return made;
    }

    private CompiledGraph<TestState> compiled(List<Plan> of, boolean saves) throws Exception {
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new);
        String before = START;
        for (Plan plan : of) {
            graph.addNode(plan.name(), node_async((state, config) -> work(plan, state, config)))
                    .addEdge(before, plan.name());
            before = plan.name();
        }
        graph.addEdge(before, END);
        CompileConfig.Builder config = CompileConfig.builder();
        return memory.graphs()
                .attach(graph)
                .compile(saves ? config.checkpointSaver(new MemorySaver()).build() : config.build());
    }

    private Map<String, Object> work(Plan plan, TestState state, RunnableConfig config) throws Exception {
        AgentMemory own = GraphMemory.memory(config);
        assertThat(new TreeSet<>(OpenMemory.texts(own.list()))).as(plan.name()).isEqualTo(before(plan));
        own.remember(plan.name() + " begins");
        failSometimes();
        for (Started started : plan.graphs()) {
            start(started, state, config);
            failSometimes();
        }
        own.remember(plan.name() + " ends");
        failSometimes();
        return Map.of("log", List.of(plan.name()));
    }

    private static void start(Started started, TestState state, RunnableConfig config) {
        CompiledGraph<TestState> graph = started.graph();
        Map<String, Object> other = Map.of("word", "other");
        switch (started.start()) {
            case WITH_THE_STATE, WITH_A_SAVER -> graph.invoke(state.data(), config);
            case WITH_ANOTHER_STATE, WITH_A_SAVER_AND_ANOTHER_STATE -> graph.invoke(other, config);
            case AS_A_STREAM -> graph.stream(other, config).stream().forEach(output -> {});
            case IN_A_THREAD_OF_ITS_OWN ->
                graph.invoke(
                        state.data(),
                        RunnableConfig.builder(ORDER_7).threadId("own").build());
        }
    }

    private void failSometimes() {
        if (untilFailure-- == 0) {
            throw new IllegalStateException("the node fails");
        }
    }

    /** Returns what a node sees: what the nodes before it and the graphs before it remembered. */
    private Set<String> before(Plan plan) {
        Set<String> seen = new TreeSet<>();
        assertThat(collect(plans, plan, seen)).isTrue();
        return seen;
    }

    /** Collects the memories of nodes up to one; a node's own memories are seen after it. */
    private static boolean collect(List<Plan> of, Plan until, Set<String> seen) {
        for (Plan plan : of) {
            if (plan.equals(until)) {
                return true;
            }
            for (Started started : plan.graphs()) {
                if (collect(started.nodes(), until, seen)) {
                    return true;
                }
            }
            seen.add(plan.name() + " begins");
            seen.add(plan.name() + " ends");
        }
        return false;
    }

    private List<String> everything() {
        Set<String> all = new TreeSet<>();
        collect(plans, new Plan("none", List.of()), all);
        return List.copyOf(all);
    }

    /** Returns what all readers see, one line for each assertion. */
    private List<String> live() {
        return memory.shared().task("order-7").agent("auditor").list().stream()
                .flatMap(known -> known.assertions().stream().map(assertion -> known.text()))
                .sorted()
                .toList();
    }

    /** Runs the graph to its end, through failures. */
    void run() throws Exception {
        boolean begun = false;
        while (true) {
            untilFailure = random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(12);
            try {
                app.invoke(begun ? GraphInput.resume() : GraphInput.args(Map.of()), ORDER_7);
                break;
            } catch (RuntimeException e) {
                begun = true;
                assertThat(e).hasStackTraceContaining("the node fails");
                assertThat(everything()).containsAll(live());
            }
        }
        assertThat(live()).isEqualTo(everything());
    }

    /** Replays the graph from one of its checkpoints. */
    void replay() throws Exception {
        untilFailure = Integer.MAX_VALUE;
        List<StateSnapshot<TestState>> open = app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> !END.equals(snapshot.next()))
                .toList();
        app.invoke(GraphInput.resume(), open.get(random.nextInt(open.size())).config());
        assertThat(live()).isEqualTo(everything());
    }
}

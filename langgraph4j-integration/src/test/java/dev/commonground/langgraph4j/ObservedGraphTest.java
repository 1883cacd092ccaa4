package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Actor;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the observer of a memory sees of graphs. */
class ObservedGraphTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    SharedMemory memory;

    /** Each operation that has ended, after the ones around it. */
    final List<String> ended = Collections.synchronizedList(new ArrayList<>());

    static final ThreadLocal<@Nullable Seen> ENTERED = new ThreadLocal<>();

    /** A run or a step under way. */
    private final class Seen implements Observation {

        private final String path;

        Seen(Operation operation) {
            Object around = operation.within() == null ? ENTERED.get() : operation.within();
            String node = operation.actor().node();
            this.path = (around instanceof Seen seen ? seen.path + " > " : "")
                    + (node == null ? "run of " : node + " by ")
                    + operation.actor().author().name();
        }

        @Override
        public Runnable enter() {
            Seen before = ENTERED.get();
            ENTERED.set(this);
            return () -> ENTERED.set(before);
        }

        @Override
        public void end(@Nullable Throwable failure) {
            ended.add(failure == null ? path : path + " fails");
        }
    }

    @BeforeEach
    void open() {
        Set<OperationType> seen = Set.of(OperationType.RUN, OperationType.STEP);
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .observer(operation -> seen.contains(operation.type()) ? new Seen(operation) : Observation.NONE)
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    GraphMemory graphs() {
        return GraphMemory.over(memory);
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(graphs().schema(TestState.SCHEMA), TestState::new);
    }

    /** Returns a graph of one node. */
    CompiledGraph<TestState> graph(String node, AsyncNodeActionWithConfig<TestState> action) throws Exception {
        return graphs().attach(
                        graph().addNode(node, action).addEdge(START, node).addEdge(node, END))
                .compile();
    }

    static AsyncNodeActionWithConfig<TestState> silent() {
        return node_async((state, config) -> Map.of());
    }

    static AsyncNodeActionWithConfig<TestState> failing() {
        return node_async((state, config) -> {
            throw new IllegalStateException("no plan");
        });
    }

    StateGraph<TestState> branches(AsyncNodeActionWithConfig<TestState> left) throws Exception {
        return graph().addNode("left", left)
                .addNode("right", silent())
                .addNode("join", silent())
                .addEdge(START, "left")
                .addEdge(START, "right")
                .addEdge("left", "join")
                .addEdge("right", "join")
                .addEdge("join", END);
    }

    @Test
    void aNodeIsAStepOfItsAgentOnItsTaskAndThread() throws Exception {
        List<Operation> begun = new ArrayList<>();
        try (SharedMemory other = SharedMemory.builder(folder.resolve("other.db"))
                .keywordsOnly()
                .observer(operation -> {
                    begun.add(operation);
                    return Observation.NONE;
                })
                .open()) {
            GraphMemory graphs = GraphMemory.over(other);
            graphs.attach(
                            new StateGraph<>(graphs.schema(TestState.SCHEMA), TestState::new)
                                    .addNode("plan", silent())
                                    .addEdge(START, "plan")
                                    .addEdge("plan", END),
                            policy -> policy.agent("plan", "planner"))
                    .compile()
                    .invoke(
                            Map.of(),
                            RunnableConfig.builder(ORDER_7).threadId("t-1").build());
        }

        assertThat(begun)
                .filteredOn(operation -> operation.type() == OperationType.STEP)
                .extracting(operation -> operation.actor().toString())
                .singleElement()
                .asString()
                .contains("planner", "order-7", "plan", "t-1");
    }

    @Test
    void aRunIsAroundItsNodesOnOtherThreadsToo() throws Exception {
        CompiledGraph<TestState> app = graph("plan", silent());

        String result = graphs().observe(
                        "proposal",
                        ORDER_7,
                        own -> CompletableFuture.supplyAsync(() -> {
                                    app.invoke(Map.of(), own);
                                    return "done";
                                })
                                .join());

        assertThat(result).isEqualTo("done");
        assertThat(ended).containsExactly("run of proposal > plan by plan", "run of proposal");
    }

    @Test
    void aRunIsLeftWhenItHasEnded() throws Exception {
        CompiledGraph<TestState> app = graph("plan", silent());
        graphs().observe("proposal", ORDER_7, own -> "done");

        app.invoke(Map.of(), ORDER_7);

        assertThat(ended).containsExactly("run of proposal", "plan by plan");
    }

    @Test
    void aRunThatThrowsFails() {
        assertThatThrownBy(() -> graphs().observe("proposal", ORDER_7, own -> {
                    throw new IllegalStateException("no plan");
                }))
                .hasMessage("no plan");

        assertThat(ended).containsExactly("run of proposal fails");
    }

    @Test
    void aNodeThatThrowsFails() throws Exception {
        CompiledGraph<TestState> app = graph("plan", failing());

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("no plan");

        assertThat(ended).containsExactly("plan by plan fails");
    }

    @Test
    void aNodeThatCannotBeginFails() throws Exception {
        CompiledGraph<TestState> app = graph("plan", silent());
        TestState last = app.invoke(Map.of(), ORDER_7).orElseThrow();
        ended.clear();

        assertThatThrownBy(() -> app.invoke(
                        last.data(),
                        RunnableConfig.builder(ORDER_7)
                                .putMetadata(GraphMemory.TASK, "order-8")
                                .build()))
                .hasStackTraceContaining("This thread began on another task than order-8");

        assertThat(ended).containsExactly("plan by plan fails");
    }

    @Test
    void theBranchesOfAParallelStepAreWithinIt() throws Exception {
        graphs().attach(branches(silent())).compile().invoke(Map.of(), ORDER_7);

        String step = "__PARALLEL__(__START__) by __START__";
        assertThat(ended).containsExactly(step + " > left by left", step + " > right by right", step, "join by join");
    }

    @Test
    void aParallelStepFailsWithABranch() throws Exception {
        CompiledGraph<TestState> app = graphs().attach(branches(failing())).compile();

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("no plan");

        assertThat(ended).contains("__PARALLEL__(__START__) by __START__ fails");
    }

    @Test
    void theNodesOfAGraphThatANodeStartsAreWithinTheNode() throws Exception {
        CompiledGraph<TestState> inner = graph("search", silent());
        CompiledGraph<TestState> outer = graph("plan", node_async((state, config) -> {
            CompletableFuture.runAsync(() -> inner.invoke(Map.of(), config)).join();
            return Map.of();
        }));

        outer.invoke(Map.of(), ORDER_7);

        assertThat(ended).containsExactly("plan by plan > search by search", "plan by plan");
    }

    @Test
    void aConditionalEdgeThatWritesIsAStep() throws Exception {
        graphs().attach(graph().addNode("plan", silent())
                        .addEdge(START, "plan")
                        .addConditionalEdges(
                                "plan",
                                (state, config) -> {
                                    GraphMemory.memory(config)
                                            .remember(Draft.finding("The way is clear")
                                                    .build());
                                    return CompletableFuture.completedFuture(new Command("go"));
                                },
                                Map.of("go", END)))
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(ended).containsExactly("plan by plan", "plan by plan");
    }

    @Test
    void aNodeCanObserveOperationsOfItsOwn() throws Exception {
        Actor library = new Actor(Author.agent("library"), "order-7", null, "order-7");
        CompiledGraph<TestState> app = graph("plan", node_async((state, config) -> {
            Operation search = new Operation(OperationType.RUN, library, GraphMemory.around(config));
            CompletableFuture.runAsync(() -> memory.observe(search).end(null)).join();
            return Map.of();
        }));

        app.invoke(Map.of(), ORDER_7);

        assertThat(ended).containsExactly("plan by plan > run of library", "plan by plan");
        assertThat(GraphMemory.around(ORDER_7)).isSameAs(Observation.NONE);
    }
}

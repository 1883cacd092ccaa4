package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.Proofs;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two invocations of one thread at once: what one of them remembered is seen, or one of them is refused. */
@Tag("repeated")
class ConcurrentInvocationsTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final int CALLERS = 6;

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    final AtomicInteger words = new AtomicInteger();

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    /** Where checkpoints are kept. */
    enum Saver {
        MEMORY,
        STORE;

        BaseCheckpointSaver open(OpenMemory memory, StateGraph<TestState> graph) {
            return this == MEMORY ? new MemorySaver() : memory.graphs().checkpoints(graph.getStateSerializer());
        }
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new);
    }

    CompiledGraph<TestState> compiled(Saver saver, StateGraph<TestState> graph) throws Exception {
        return memory.graphs()
                .attach(graph)
                .compile(CompileConfig.builder()
                        .checkpointSaver(saver.open(memory, graph))
                        .build());
    }

    AsyncNodeActionWithConfig<TestState> writing(String name) {
        return node_async((state, config) -> {
            GraphMemory.memory(config).remember("%s %d".formatted(name, words.getAndIncrement()));
            return Map.of("log", List.of(name));
        });
    }

    /** The graphs whose invocations meet. */
    enum Graph {
        ONE_NODE {
            @Override
            StateGraph<TestState> in(ConcurrentInvocationsTest test) throws Exception {
                return test.graph()
                        .addNode("a", test.writing("a"))
                        .addEdge(START, "a")
                        .addEdge("a", END);
            }
        },
        THREE_NODES {
            @Override
            StateGraph<TestState> in(ConcurrentInvocationsTest test) throws Exception {
                return test.graph()
                        .addNode("a", test.writing("a"))
                        .addNode("b", test.writing("b"))
                        .addNode("c", test.writing("c"))
                        .addEdge(START, "a")
                        .addEdge("a", "b")
                        .addEdge("b", "c")
                        .addEdge("c", END);
            }
        },
        BRANCHES {
            @Override
            StateGraph<TestState> in(ConcurrentInvocationsTest test) throws Exception {
                return test.graph()
                        .addNode("a", test.writing("a"))
                        .addNode("b", test.writing("b"))
                        .addNode("c", test.writing("c"))
                        .addEdge(START, "a")
                        .addEdge(START, "b")
                        .addEdge("a", "c")
                        .addEdge("b", "c")
                        .addEdge("c", END);
            }
        };

        abstract StateGraph<TestState> in(ConcurrentInvocationsTest test) throws Exception;
    }

    /** Returns the texts whose commits were reported, that is, acknowledged. */
    List<String> accepted() {
        return memory.events.stream()
                .filter(MemoryEvent.Written.class::isInstance)
                .flatMap(event -> ((MemoryEvent.Written) event).outcomes().stream())
                .map(WriteOutcome::memory)
                .map(known -> known.text())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void loseNothingWithCheckpointsInTheHeap(Graph graph) throws Exception {
        loseNothing(Saver.MEMORY, graph);
    }

    @ParameterizedTest
    @EnumSource
    void loseNothingWithCheckpointsInTheStore(Graph graph) throws Exception {
        loseNothing(Saver.STORE, graph);
    }

    void loseNothing(Saver saver, Graph graph) throws Exception {
        CompiledGraph<TestState> app = compiled(saver, graph.in(this));
        app.invoke(Map.of(), ORDER_7);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            long seed = i;
            calls.add(() -> invoked(app, new Random(seed)));
        }
        int invoked = 0;
        for (Future<Integer> caller : callers.invokeAll(calls)) {
            invoked += caller.get();
        }

        assertThat(invoked).isPositive();
        assertThat(memory.live("order-7")).isEqualTo(accepted());
        app.invoke(Map.of(), ORDER_7);
        assertThat(memory.live("order-7")).isEqualTo(accepted());
    }

    /** Invokes the graph several times, and returns how often it was not refused. */
    private static int invoked(CompiledGraph<TestState> app, Random random) throws InterruptedException {
        int invoked = 0;
        for (int i = Proofs.times(5, 50); i > 0; i--) {
            try {
                app.invoke(Map.of(), ORDER_7);
                invoked++;
            } catch (RuntimeException e) {
                assertThat(e).hasStackTraceContaining("hread order-7");
            }
            Thread.sleep(random.nextInt(50));
        }
        return invoked;
    }

    @Test
    void theSecondIsRefusedWhileANodeOfTheFirstRuns() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        StateGraph<TestState> slow = graph().addNode("a", writing("a"))
                .addNode("b", node_async((state, config) -> {
                    inside.countDown();
                    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
                    return writing("b").apply(state, config).join();
                }))
                .addEdge(START, "a")
                .addEdge("a", "b")
                .addEdge("b", END);
        CompiledGraph<TestState> app = compiled(Saver.STORE, slow);

        Future<?> first = callers.submit(() -> app.invoke(Map.of(), ORDER_7));
        inside.await();
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7))
                .hasStackTraceContaining("Thread order-7 is under way in another run, at node b");
        assertThatThrownBy(() -> app.invoke(GraphInput.resume(), ORDER_7))
                .hasStackTraceContaining("Thread order-7 is under way in another run, at node b");
        refused.countDown();
        first.get();

        assertThat(memory.live("order-7")).isEqualTo(accepted()).containsExactly("a 0", "b 1");
        app.invoke(Map.of(), ORDER_7);
        assertThat(memory.live("order-7")).isEqualTo(accepted()).hasSize(4);
    }

    @Test
    void anExclusiveRunIsNotRefusedAndStopsTheOther() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch continued = new CountDownLatch(1);
        AtomicInteger visits = new AtomicInteger();
        CompiledGraph<TestState> app = compiled(
                Saver.STORE,
                graph().addNode("a", writing("a"))
                        .addNode("b", node_async((state, config) -> {
                            if (visits.getAndIncrement() == 0) {
                                inside.countDown();
                                assertThat(continued.await(10, TimeUnit.SECONDS))
                                        .isTrue();
                            }
                            return Map.of();
                        }))
                        .addEdge(START, "a")
                        .addEdge("a", "b")
                        .addEdge("b", END));

        Future<?> first = callers.submit(() -> app.invoke(
                Map.of(), GraphMemory.exclusive(RunnableConfig.builder(ORDER_7)).build()));
        inside.await();
        app.invoke(
                GraphInput.resume(),
                GraphMemory.exclusive(RunnableConfig.builder(ORDER_7)).build());
        continued.countDown();

        assertThatThrownBy(first::get).hasStackTraceContaining("was continued by another run");
    }

    /** A saver with something that happens after the next read of a thread's state, or around one of the next writes. */
    private record Overtaken(
            BaseCheckpointSaver saver,
            AtomicReference<Runnable> meanwhile,
            Map<Integer, Runnable> beforeWrites,
            Map<Integer, Runnable> afterWrites,
            AtomicInteger writes)
            implements BaseCheckpointSaver {

        Overtaken(BaseCheckpointSaver saver) {
            this(
                    saver,
                    new AtomicReference<>(() -> {}),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new AtomicInteger());
        }

        @Override
        public Collection<Checkpoint> list(RunnableConfig config) {
            return saver.list(config);
        }

        @Override
        public Optional<Checkpoint> get(RunnableConfig config) {
            Optional<Checkpoint> read = saver.get(config);
            meanwhile.getAndSet(() -> {}).run();
            return read;
        }

        @Override
        public RunnableConfig put(RunnableConfig config, Checkpoint checkpoint) throws Exception {
            int write = writes.getAndIncrement();
            beforeWrites.getOrDefault(write, () -> {}).run();
            RunnableConfig put = saver.put(config, checkpoint);
            afterWrites.getOrDefault(write, () -> {}).run();
            return put;
        }

        @Override
        public BaseCheckpointSaver.Tag release(RunnableConfig config) throws Exception {
            return saver.release(config);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunWhoseStateAnotherRunHasOvertakenSeesTheWorkOfThatRun(boolean beginsWithAnEdge) throws Exception {
        Overtaken saver = new Overtaken(new MemorySaver());
        List<String> seen = new ArrayList<>();
        StateGraph<TestState> graph = graph().addNode("a", node_async((state, config) -> {
                    seen.add(OpenMemory.texts(GraphMemory.memory(config).list()).toString());
                    return writing("a").apply(state, config).join();
                }))
                .addEdge("a", END);
        if (beginsWithAnEdge) {
            graph.addConditionalEdges(START, AsyncEdgeAction.edge_async(state -> "go"), Map.of("go", "a"));
        } else {
            graph.addEdge(START, "a");
        }
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph)
                .compile(CompileConfig.builder().checkpointSaver(saver).build());
        app.invoke(Map.of(), ORDER_7);

        saver.meanwhile.set(() -> app.invoke(Map.of(), ORDER_7));
        app.invoke(Map.of(), ORDER_7);

        assertThat(seen).containsExactly("[]", "[a 0]", "[a 0, a 1]");
        assertThat(memory.live("order-7")).containsExactly("a 0", "a 1", "a 2");
    }

    CompiledGraph<TestState> threeNodes(BaseCheckpointSaver saver) throws Exception {
        return memory.graphs()
                .attach(Graph.THREE_NODES.in(this))
                .compile(CompileConfig.builder().checkpointSaver(saver).build());
    }

    /** Lasts as long as a stopped machine, or a disk that others keep busy. */
    static void stall() {
        try {
            Thread.sleep(1_200);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a test", e);
        }
    }

    @ParameterizedTest(name = "after {0} steps")
    @ValueSource(ints = {0, 1, 2})
    void aRunThatStallsBetweenTwoStepsDoesNotHideTheRunThatOvertookIt(int steps) throws Exception {
        Overtaken saver = new Overtaken(new MemorySaver());
        CompiledGraph<TestState> app = threeNodes(saver);
        invokedByAnother(app);

        saver.afterWrites.put(saver.writes.get() + steps, () -> {
            invokedByAnother(app);
            stall();
        });

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7))
                .hasStackTraceContaining("Thread order-7 is under way in another run");
        assertThat(memory.live("order-7")).isEqualTo(accepted()).hasSize(6 + steps);
    }

    void invokedByAnother(CompiledGraph<TestState> app) {
        try {
            callers.submit(() -> app.invoke(Map.of(), ORDER_7)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The other run is not disturbed", e);
        }
    }

    @Test
    void aRunWhoseCheckpointIsBeingWrittenIsNotHidden() throws Exception {
        Overtaken saver = new Overtaken(new MemorySaver());
        CompiledGraph<TestState> app = threeNodes(saver);
        invokedByAnother(app);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        saver.beforeWrites.put(saver.writes.get() + 3, () -> {
            writing.countDown();
            assertThatNoException().isThrownBy(refused::await);
        });

        Future<?> first = callers.submit(() -> app.invoke(Map.of(), ORDER_7));
        writing.await();
        stall();
        assertThatThrownBy(() -> app.invoke(GraphInput.resume(), ORDER_7))
                .hasStackTraceContaining("Thread order-7 is under way in another run, at node c");
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7))
                .hasStackTraceContaining("Thread order-7 is under way in another run, at node c");
        refused.countDown();
        first.get();

        assertThat(memory.live("order-7")).isEqualTo(accepted()).hasSize(6);
    }

    @Test
    void aRunAfterAFailedOneIsNotRefused() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        CompiledGraph<TestState> app = compiled(
                Saver.MEMORY,
                graph().addNode("a", writing("a"))
                        .addNode("b", node_async((state, config) -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("b fails");
                            }
                            return writing("b").apply(state, config).join();
                        }))
                        .addEdge(START, "a")
                        .addEdge("a", "b")
                        .addEdge("b", END));

        Future<?> first = callers.submit(() -> app.invoke(Map.of(), ORDER_7));
        assertThatThrownBy(first::get).hasStackTraceContaining("b fails");
        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(memory.live("order-7")).containsExactly("a 0", "b 1");
    }

    @Test
    void timeTravelRightAfterARunOnAnotherThreadIsNotRefused() throws Exception {
        CompiledGraph<TestState> app = compiled(Saver.MEMORY, Graph.THREE_NODES.in(this));
        callers.submit(() -> app.invoke(Map.of(), ORDER_7)).get();
        RunnableConfig beforeB = app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> "b".equals(snapshot.next()))
                .map(StateSnapshot::config)
                .findFirst()
                .orElseThrow();

        app.invoke(GraphInput.resume(), beforeB);

        assertThat(memory.live("order-7")).containsExactly("a 0", "b 3", "c 4");
    }

    @Test
    void timeTravelToTheIdOfACheckpointIsNotRefusedForLong() throws Exception {
        CompiledGraph<TestState> app = compiled(Saver.MEMORY, Graph.THREE_NODES.in(this));
        invokedByAnother(app);
        invokedByAnother(app);
        stall();

        resume(app, idsBeforeB(app).get(0));

        assertThat(memory.live("order-7")).containsExactly("a 0", "a 3", "b 1", "b 6", "c 2", "c 7");
    }

    @Test
    void timeTravelBeforeTheThreadsOwnLastStepIsNotRefusedForLong() throws Exception {
        CompiledGraph<TestState> app = compiled(Saver.MEMORY, Graph.THREE_NODES.in(this));
        app.invoke(Map.of(), ORDER_7);
        invokedByAnother(app);
        stall();

        resume(app, idsBeforeB(app).get(1));

        assertThat(memory.live("order-7")).containsExactly("a 0", "b 6", "c 7");
    }

    static void resume(CompiledGraph<TestState> app, String checkpoint) {
        app.invoke(
                GraphInput.resume(),
                RunnableConfig.builder(ORDER_7).checkPointId(checkpoint).build());
    }

    /** Returns the ids of the checkpoints before node b, the newest first. */
    static List<String> idsBeforeB(CompiledGraph<TestState> app) {
        return app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> "b".equals(snapshot.next()))
                .flatMap(snapshot -> snapshot.config().checkPointId().stream())
                .toList();
    }

    @Test
    void aStreamThatNobodyReadsAnyMoreDoesNotHoldItsThread() throws Exception {
        CompiledGraph<TestState> app = compiled(Saver.MEMORY, Graph.THREE_NODES.in(this));
        app.stream(Map.of(), ORDER_7).stream().limit(2).forEach(output -> {});

        callers.submit(() -> app.invoke(Map.of(), ORDER_7)).get();

        assertThat(memory.live("order-7")).isEqualTo(accepted());
    }

    @Test
    void threadsOfTheirOwnOnOneTaskDoNotDisturbEachOther() throws Exception {
        CompiledGraph<TestState> app = compiled(Saver.STORE, Graph.THREE_NODES.in(this));
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            RunnableConfig own =
                    RunnableConfig.builder(ORDER_7).threadId("own-" + i).build();
            calls.add(() -> {
                app.invoke(Map.of(), own);
                return app.invoke(Map.of(), own);
            });
        }
        for (Future<Object> call : callers.invokeAll(calls)) {
            call.get();
        }

        assertThat(memory.live("order-7")).hasSize(CALLERS * 6).isEqualTo(accepted());
    }
}

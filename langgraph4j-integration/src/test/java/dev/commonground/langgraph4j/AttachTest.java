package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import com.sun.management.ThreadMXBean;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncCommandAction;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttachTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new);
    }

    StateGraph<TestState> only(AsyncNodeActionWithConfig<TestState> action) throws Exception {
        return graph().addNode("write", action).addEdge(START, "write").addEdge("write", END);
    }

    /** Runs a graph with one node that records a text. */
    void run(
            AsyncNodeActionWithConfig<TestState> action,
            Consumer<AttachPolicy.Builder<TestState>> policy,
            Map<String, Object> input)
            throws Exception {
        memory.graphs().attach(only(action), policy).compile().invoke(input, ORDER_7);
    }

    AsyncNodeActionWithConfig<TestState> noting(java.util.function.Function<TestState, String> what) {
        return node_async((state, config) -> {
            notebook.lines.add(what.apply(state));
            return Map.of();
        });
    }

    @Nested
    class TheView {

        @Test
        void ofAPlainAttachHoldsABriefing() throws Exception {
            memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");

            memory.graphs().attach(only(noting(TestState::briefing))).compile().invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines)
                    .containsExactly(memory.shared()
                            .task("order-7")
                            .agent("write")
                            .brief("")
                            .text());
            assertThat(notebook.lines.get(0)).contains("Keep it to 500 words");
        }

        @Test
        void ofAPlainAttachShowsTheMemoryAsTheNodeFoundItWheneverItAsks() throws Exception {
            memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");
            memory.graphs()
                    .attach(only(node_async((state, config) -> {
                        GraphMemory.memory(config).require("Use short sentences");
                        notebook.lines.add(state.briefing());
                        return Map.of();
                    })))
                    .compile()
                    .invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines.get(0)).contains("Keep it to 500 words").doesNotContain("Use short sentences");
        }

        @Test
        void ofAPlainAttachHoldsNoBriefingAfterTheNode() throws Exception {
            List<TestState> seen = new ArrayList<>();
            memory.graphs()
                    .attach(only(node_async((state, config) -> {
                        seen.add(state);
                        GraphMemory.memory(config).require("Keep it to 500 words");
                        return Map.of();
                    })))
                    .compile()
                    .invoke(Map.of(), ORDER_7);

            assertThat(seen.get(0).briefing()).isEmpty();
        }

        /** Rendering a briefing of 2,000 constraints allocates megabytes. */
        @Test
        void ofANodeThatDoesNotAskCostsTheSameForAnyNumberOfConstraints() throws Exception {
            long few = allocatedWithConstraints("few", 10);
            long many = allocatedWithConstraints("many", 2_000);

            assertThat(many).isLessThan(few + 100_000);
        }

        long allocatedWithConstraints(String task, int constraints) throws Exception {
            memory.shared()
                    .task(task)
                    .agent("boss")
                    .rememberAll(IntStream.range(0, constraints)
                            .mapToObj(i ->
                                    Draft.constraint("Rule " + i + " must hold").build())
                            .toList());
            CompiledGraph<TestState> graph = memory.graphs()
                    .attach(only(node_async((state, config) -> Map.of())))
                    .compile();
            RunnableConfig config = GraphMemory.config(task).build();
            graph.invoke(Map.of(), config);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            graph.invoke(Map.of(), config);
            return threads.getCurrentThreadAllocatedBytes() - before;
        }

        @Test
        void ofAPolicyHoldsOnlyTheRequestedValues() throws Exception {
            memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");

            run(noting(state -> state.briefing() + state.recalled()), policy -> {}, Map.of());

            assertThat(notebook.lines).containsExactly("[]");
            assertThat(memory.events).noneMatch(MemoryEvent.Briefed.class::isInstance);
        }

        @Test
        void holdsTheRecalledMemoriesBestFirst() throws Exception {
            memory.shared().task("order-7").agent("boss").require("The deadline is friday");
            memory.shared().task("order-7").agent("boss").remember("The cat is grey");

            run(
                    noting(state -> state.recalled().toString()),
                    policy -> policy.recallBefore("write", state -> state.text("question")),
                    Map.of("question", "when is the deadline?"));

            assertThat(notebook.lines)
                    .containsExactly(
                            "[CONSTRAINT: \"The deadline is friday\" (boss), FINDING: \"The cat is grey\" (boss)]");
        }

        @Test
        void holdsNothingRecalledForABlankQuery() throws Exception {
            memory.shared().task("order-7").agent("boss").require("The deadline is friday");

            run(
                    noting(state -> state.recalled().toString()),
                    policy -> policy.recallBefore("write", state -> state.text("question")),
                    Map.of());

            assertThat(notebook.lines).containsExactly("[]");
        }

        @Test
        void holdsTheBriefingForTheNodesWork() throws Exception {
            memory.shared().task("order-7").agent("boss").remember("The deadline is friday");

            run(noting(TestState::briefing), policy -> policy.briefBefore("write", state -> "the deadline"), Map.of());

            assertThat(notebook.lines)
                    .containsExactly(memory.shared()
                            .task("order-7")
                            .agent("write")
                            .brief("the deadline")
                            .text());
            assertThat(notebook.lines.get(0)).contains("The deadline is friday");
        }

        @Test
        void isNeverPersisted() throws Exception {
            memory.shared().task("order-7").agent("boss").require("The deadline is friday");
            CompiledGraph<TestState> app = memory.graphs()
                    .attach(
                            only(node_async((state, config) -> new HashMap<>(state.data()))),
                            policy -> policy.briefEveryNode().recallBefore("write", state -> "deadline"))
                    .compile(CompileConfig.builder()
                            .checkpointSaver(new MemorySaver())
                            .build());

            app.invoke(Map.of(), ORDER_7);

            assertThat(app.getStateHistory(ORDER_7))
                    .isNotEmpty()
                    .allSatisfy(snapshot ->
                            assertThat(snapshot.state().data()).containsOnlyKeys("log", GraphMemory.CURSOR));
        }

        @Test
        void offersWithoutShowingAndAContradictionIsAConflict() throws Exception {
            memory.shared().task("order-7").agent("boss").remember(ToolCalls.MUST_BE_800);

            memory.graphs()
                    .attach(only(node_async((state, config) -> {
                        GraphMemory.memory(config)
                                .remember(Draft.constraint("At most 500 words")
                                        .key("max_words", "500")
                                        .build());
                        return Map.of();
                    })))
                    .compile()
                    .invoke(Map.of(), ORDER_7);

            assertThat(memory.live("order-7")).containsExactly("At most 500 words", "At most 800 words");
        }

        @Test
        void ofABriefedNodeCountsAsShownAndItsWriteSupersedes() throws Exception {
            memory.shared().task("order-7").agent("boss").remember(ToolCalls.MUST_BE_800);

            run(
                    node_async((state, config) -> {
                        GraphMemory.memory(config)
                                .remember(Draft.constraint("At most 500 words")
                                        .key("max_words", "500")
                                        .build());
                        return Map.of();
                    }),
                    policy -> policy.briefBefore("write", state -> "write"),
                    Map.of());

            assertThat(memory.live("order-7")).containsExactly("At most 500 words");
        }

        @Test
        void mayExceedTheBudgetOnlyWhenItIsOffered() throws Exception {
            IntStream.range(0, 60)
                    .forEach(i -> memory.shared()
                            .task("order-7")
                            .agent("boss")
                            .require("Rule %d: ".formatted(i) + "x".repeat(200)));

            memory.graphs().attach(only(noting(TestState::briefing))).compile().invoke(Map.of(), ORDER_7);
            assertThat(notebook.lines.get(0)).contains("Rule 0: ", "Rule 59: ");

            run(noting(TestState::briefing), policy -> policy.briefBefore("write", state -> "write"), Map.of());
            assertThat(notebook.lines.get(1)).contains("Left out: ");

            assertThatThrownBy(() -> run(
                            noting(TestState::briefing),
                            policy -> policy.briefBefore("write", state -> "write")
                                    .budget(50),
                            Map.of()))
                    .hasRootCauseInstanceOf(MemoryException.BriefingTooLong.class);

            run(
                    noting(TestState::briefing),
                    policy -> policy.briefBefore("write", state -> "write").budget(10_000),
                    Map.of());
            assertThat(notebook.lines.get(2)).contains("Rule 0: ", "Rule 59: ");
        }
    }

    @Nested
    class ThePolicy {

        @Test
        void remembersFromTheStateTheNodeSawAndItsResult() throws Exception {
            run(
                    node_async((state, config) -> Map.of("answer", "blue")),
                    policy -> policy.rememberAfter(
                            "write",
                            (state, result) -> List.of(
                                    Draft.finding("%s: %s".formatted(state.text("question"), result.get("answer")))
                                            .build())),
                    Map.of("question", "colour"));

            assertThat(memory.live("order-7")).containsExactly("colour: blue");
        }

        @Test
        void namesTheAgentThatWorksInANode() throws Exception {
            run(notebook.node("write", "draft is long"), policy -> policy.agent("write", "ada"), Map.of());

            assertThat(memory.shared().task("order-7").agent("auditor").list())
                    .flatExtracting(Memory::authors)
                    .extracting(author -> author.name())
                    .containsExactly("ada");
        }

        @Test
        void thatNamesAnUnknownNodeIsRefusedWithAListOfTheNodes() throws Exception {
            StateGraph<TestState> editing = graph().addNode("cut", notebook.node("cut"))
                    .addEdge(START, "cut")
                    .addEdge("cut", END);
            StateGraph<TestState> graph = only(notebook.node("write")).addNode("edit", editing);

            assertThatThrownBy(() -> memory.graphs()
                            .attach(
                                    graph,
                                    policy -> policy.recallBefore("typo", state -> "")
                                            .briefBefore("write", state -> "")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names the node typo, but the graph has only the nodes [write, edit-cut]");
        }

        @Test
        void thatNamesACompiledSubGraphIsRefusedBecauseThatHasItsOwn() throws Exception {
            CompiledGraph<TestState> editing = memory.graphs()
                    .attach(graph().addNode("cut", notebook.node("cut"))
                            .addEdge(START, "cut")
                            .addEdge("cut", END))
                    .compile();
            StateGraph<TestState> graph = only(notebook.node("write")).addNode("edit", editing);

            assertThatThrownBy(() -> memory.graphs().attach(graph, policy -> policy.agent("edit", "ada")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names the node edit, but the graph has only the nodes [write]");
        }

        @Test
        void reachesTheNodesOfAnInlinedSubGraph() throws Exception {
            StateGraph<TestState> editing = graph().addNode("cut", notebook.node("cut", "cut to 500"))
                    .addEdge(START, "cut")
                    .addEdge("cut", END);
            StateGraph<TestState> graph =
                    graph().addNode("edit", editing).addEdge(START, "edit").addEdge("edit", END);

            memory.graphs()
                    .attach(graph, policy -> policy.agent("edit-cut", "ada"))
                    .compile()
                    .invoke(Map.of(), ORDER_7);

            assertThat(memory.shared().task("order-7").agent("auditor").list())
                    .flatExtracting(Memory::authors)
                    .extracting(author -> author.name())
                    .containsExactly("ada");
        }
    }

    @Nested
    class AttachingAgain {

        @Test
        void changesNothing() throws Exception {
            GraphMemory graphs = memory.graphs();
            StateGraph<TestState> graph = only(notebook.node("write", "draft is long"));

            graphs.attach(graphs.attach(graph, policy -> policy.agent("write", "ada")));
            graph.compile().invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines).containsExactly("write sees []");
            assertThat(memory.events).noneMatch(MemoryEvent.Briefed.class::isInstance);
            assertThat(memory.shared().task("order-7").agent("auditor").list())
                    .flatExtracting(Memory::authors)
                    .extracting(author -> author.name())
                    .containsExactly("ada");
        }

        @Test
        void withTheSamePolicyChangesNothingEither() throws Exception {
            GraphMemory graphs = memory.graphs();
            Consumer<AttachPolicy.Builder<TestState>> policy = builder -> builder.agent("write", "ada");
            StateGraph<TestState> graph = only(notebook.node("write", "draft is long"));

            graphs.attach(graphs.attach(graph, policy), policy);
            graph.compile().invoke(Map.of(), ORDER_7);

            assertThat(memory.authors("order-7")).containsExactly("ada");
        }

        @Test
        void throughAnotherGraphMemoryChangesNothingEither() throws Exception {
            StateGraph<TestState> graph = graph().addNode("plan", notebook.node("plan"))
                    .addNode("write", notebook.node("write"))
                    .addEdge(START, "plan")
                    .addConditionalEdges(
                            "plan",
                            AsyncCommandAction.command_async((state, config) -> {
                                GraphMemory.memory(config).remember("the edge was here");
                                return new Command("write");
                            }),
                            Map.of("write", "write"))
                    .addEdge("write", END);

            memory.graphs().attach(memory.graphs().attach(graph));
            graph.compile().invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines).containsExactly("plan sees []", "write sees [the edge was here]");
        }

        @Test
        void asPartOfAParentLeavesASubGraphAsItWasAttached() throws Exception {
            GraphMemory graphs = memory.graphs();
            StateGraph<TestState> editing = graphs.attach(
                    graph().addNode("cut", notebook.node("cut", "cut to 500"))
                            .addEdge(START, "cut")
                            .addEdge("cut", END),
                    policy -> policy.agent("cut", "ada"));
            StateGraph<TestState> graph =
                    graph().addNode("edit", editing).addEdge(START, "edit").addEdge("edit", END);

            graphs.attach(graph).compile().invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines).containsExactly("cut sees []");
            assertThat(memory.shared().task("order-7").agent("auditor").list())
                    .flatExtracting(Memory::authors)
                    .extracting(author -> author.name())
                    .containsExactly("ada");
        }
    }

    @Nested
    class ANewGraph {

        @Test
        void hasTheChannelAndTheMemoryAroundEveryNodeWhenItIsCompiled() throws Exception {
            memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");
            StateGraph<TestState> graph = memory.graphs().stateGraph(TestState.SCHEMA, TestState::new);
            graph.addNode("plan", notebook.node("plan", "deadline is friday"))
                    .addNode("write", noting(TestState::briefing))
                    .addEdge(START, "plan")
                    .addEdge("plan", "write")
                    .addEdge("write", END);

            CompiledGraph<TestState> app = graph.compile(
                    CompileConfig.builder().checkpointSaver(new MemorySaver()).build());
            app.invoke(Map.of(), ORDER_7);

            assertThat(graph.getChannels()).containsOnlyKeys("log", GraphMemory.CURSOR);
            assertThat(notebook.lines).first().isEqualTo("plan sees [Keep it to 500 words]");
            assertThat(notebook.lines).last().asString().contains("Keep it to 500 words");
        }

        @Test
        void mayBeCompiledTwice() throws Exception {
            StateGraph<TestState> graph = memory.graphs()
                    .<TestState>stateGraph(TestState.SCHEMA, TestState::new)
                    .addNode("write", notebook.node("write", "draft is long"))
                    .addEdge(START, "write")
                    .addEdge("write", END);

            graph.compile().invoke(Map.of(), ORDER_7);
            graph.compile().invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines).containsExactly("write sees []", "write sees [draft is long]");
        }

        @Test
        void mayBeCompiledTwiceUnderAPolicy() throws Exception {
            StateGraph<TestState> graph = memory.graphs()
                    .<TestState>stateGraph(TestState.SCHEMA, TestState::new, policy -> policy.agent("write", "ada"))
                    .addNode("write", notebook.node("write", "draft is long"))
                    .addEdge(START, "write")
                    .addEdge("write", END);

            graph.compile();
            graph.compile().invoke(Map.of(), ORDER_7);

            assertThat(memory.authors("order-7")).containsExactly("ada");
        }

        @Test
        void mayBeAnInlinedOrACompiledSubGraph() throws Exception {
            StateGraph<TestState> cut = memory.graphs()
                    .<TestState>stateGraph(TestState.SCHEMA, TestState::new)
                    .addNode("cut", notebook.node("cut", "cut to 500"))
                    .addEdge(START, "cut")
                    .addEdge("cut", END);
            StateGraph<TestState> check = memory.graphs()
                    .<TestState>stateGraph(TestState.SCHEMA, TestState::new)
                    .addNode("check", notebook.node("check"))
                    .addEdge(START, "check")
                    .addEdge("check", END);

            memory.graphs()
                    .<TestState>stateGraph(TestState.SCHEMA, TestState::new)
                    .addNode("inlined", cut)
                    .addNode("compiled", check.compile())
                    .addEdge(START, "inlined")
                    .addEdge("inlined", "compiled")
                    .addEdge("compiled", END)
                    .compile()
                    .invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines).containsExactly("cut sees []", "check sees [cut to 500]");
        }

        @Test
        void isNotCompiledUnderAPolicyThatNamesAnUnknownNode() throws Exception {
            StateGraph<TestState> graph = memory.graphs()
                    .<TestState>stateGraph(
                            TestState.SCHEMA, TestState::new, policy -> policy.recallBefore("typo", state -> ""))
                    .addNode("write", notebook.node("write"))
                    .addEdge(START, "write")
                    .addEdge("write", END);

            assertThatThrownBy(graph::compile)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names the node typo, but the graph has only the nodes [write]");
        }
    }

    @Nested
    class TheTypedAccessor {

        /** A state that does not implement MemoryAware. */
        static final class Plain extends AgentState {
            Plain(Map<String, Object> data) {
                super(data);
            }
        }

        @Test
        void readsAnyStateAndIsEmptyWithoutValues() throws Exception {
            memory.shared().task("order-7").agent("boss").require("The deadline is friday");
            StateGraph<Plain> graph = memory.graphs()
                    .stateGraph(
                            Map.of(),
                            Plain::new,
                            policy -> policy.recallBefore("know", state -> "deadline")
                                    .briefBefore("know", state -> ""));
            graph.addNode("know", node_async((state, config) -> {
                        MemoryAware known = MemoryAware.of(state);
                        notebook.lines.add(known.recalled() + known.briefing());
                        return Map.of();
                    }))
                    .addNode("ignore", node_async((state, config) -> {
                        MemoryAware known = MemoryAware.of(state);
                        notebook.lines.add(known.recalled() + known.briefing());
                        return Map.of();
                    }))
                    .addEdge(START, "know")
                    .addEdge("know", "ignore")
                    .addEdge("ignore", END);

            graph.compile().invoke(Map.of(), ORDER_7);

            assertThat(notebook.lines).hasSize(2).last().isEqualTo("[]");
            assertThat(notebook.lines.get(0))
                    .startsWith("[CONSTRAINT: \"The deadline is friday\" (boss)]<team-memory>")
                    .contains("Binding");
        }

        @Test
        void givesTheMomentOfACheckpoint() throws Exception {
            CompiledGraph<TestState> app = memory.graphs()
                    .<TestState>stateGraph(TestState.SCHEMA, TestState::new)
                    .addNode("plan", notebook.node("plan", "deadline is friday"))
                    .addNode("write", notebook.node("write", "draft is long"))
                    .addEdge(START, "plan")
                    .addEdge("plan", "write")
                    .addEdge("write", END)
                    .compile(CompileConfig.builder()
                            .checkpointSaver(new MemorySaver())
                            .build());
            app.invoke(Map.of(), ORDER_7);

            TestState planned = app.getStateHistory(ORDER_7).stream()
                    .filter(snapshot -> "write".equals(snapshot.next()))
                    .findFirst()
                    .orElseThrow()
                    .state();

            assertThat(MemoryAware.of(planned)).isSameAs(planned);
            assertThat(OpenMemory.texts(memory.shared()
                            .task("order-7")
                            .asOf(planned.cursor())
                            .agent("auditor")
                            .list()))
                    .containsExactly("deadline is friday");
            assertThat(new TestState(Map.of()).cursor()).isEqualTo(Cursor.EMPTY);
        }
    }

    @Test
    void aNodeCanRequestItsOwnBriefing() throws Exception {
        memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");
        memory.shared().task("order-7").agent("boss").remember("Acme sells water");

        run(
                node_async((state, config) -> {
                    notebook.lines.add(GraphMemory.memory(config)
                            .brief("what does Acme sell?")
                            .text());
                    return Map.of();
                }),
                policy -> {},
                Map.of());

        assertThat(notebook.lines).singleElement().asString().contains("Keep it to 500 words", "Acme sells water");
    }

    /** An action with a second interface. */
    static final class Named implements AsyncNodeActionWithConfig<TestState>, Supplier<String> {

        @Override
        public CompletableFuture<Map<String, Object>> apply(TestState state, RunnableConfig config) {
            GraphMemory.memory(config).remember("draft is long");
            return CompletableFuture.completedFuture(Map.of());
        }

        @Override
        public String get() {
            throw new IllegalStateException("no name was given");
        }
    }

    @Test
    void anActionKeepsItsInterfacesAndItsExceptions() throws Exception {
        StateGraph<TestState> graph = memory.graphs().attach(only(new Named()));

        AsyncNodeActionWithConfig<TestState> action = graph.reduce(
                        (nodes, edges) -> nodes.elements.iterator().next())
                .actionFactory()
                .apply(CompileConfig.builder().build());

        assertThat(action)
                .isInstanceOfSatisfying(
                        Supplier.class,
                        named -> assertThatThrownBy(named::get)
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage("no name was given"));
        graph.compile().invoke(Map.of(), ORDER_7);
        assertThat(memory.live("order-7")).containsExactly("draft is long");
    }

    @Test
    void reservedKeysInANodesResultAreIgnored() throws Exception {
        run(
                node_async((state, config) -> {
                    GraphMemory.memory(config).remember("draft is long");
                    return Map.of(GraphMemory.CURSOR, "", GraphMemory.BRIEFING, "forged");
                }),
                policy -> {},
                Map.of());

        TestState last = memory.graphs()
                .attach(only(notebook.node("write")))
                .compile()
                .invoke(Map.of(), ORDER_7)
                .orElseThrow();
        assertThat(notebook.lines).containsExactly("write sees [draft is long]");
        assertThat(last.briefing()).isEmpty();
    }

    @Test
    void aNodeWithoutAnAttachedMemoryIsRefused() throws Exception {
        assertThatThrownBy(() -> only(notebook.node("write")).compile().invoke(Map.of(), ORDER_7))
                .hasStackTraceContaining("No memory is attached to this node: call GraphMemory.attach(graph)");
    }

    @Test
    void aRunWithoutTaskAndThreadIsRefused() throws Exception {
        CompiledGraph<TestState> app =
                memory.graphs().attach(only(notebook.node("write"))).compile();

        assertThatThrownBy(() -> app.invoke(Map.of()))
                .hasStackTraceContaining("The config has neither a thread id nor the metadata memory.task");
    }

    @Test
    void theThreadIdIsTheTaskUnlessOneIsNamed() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(only(notebook.node("write", "draft is long")))
                .compile();

        app.invoke(Map.of(), RunnableConfig.builder().threadId("order-8").build());
        app.invoke(
                Map.of(),
                RunnableConfig.builder()
                        .putMetadata(GraphMemory.TASK, "order-9")
                        .build());

        assertThat(memory.live("order-8")).containsExactly("draft is long");
        assertThat(memory.live("order-9")).containsExactly("draft is long");
    }

    @Test
    void theUsersMemoryIsReadOnlyForTheUserInTheConfig() throws Exception {
        memory.shared().user("ada").remember("Ada likes tea");
        CompiledGraph<TestState> app =
                memory.graphs().attach(only(notebook.node("write"))).compile();

        app.invoke(Map.of(GraphMemory.USER, "ada"), ORDER_7);
        app.invoke(
                Map.of(),
                RunnableConfig.builder(ORDER_7)
                        .putMetadata(GraphMemory.USER, "ada")
                        .build());

        assertThat(notebook.lines).containsExactly("write sees []", "write sees [Ada likes tea]");
    }

    @Test
    void theIdOfAGraphIsNoPartOfItsNodesNames() throws Exception {
        memory.graphs()
                .attach(only(notebook.node("write", "draft is long")))
                .compile(CompileConfig.builder().graphId("proposal").build())
                .invoke(Map.of(), ORDER_7);

        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .flatExtracting(Memory::assertions)
                .extracting(assertion -> assertion.node())
                .containsExactly("write");
    }

    @Test
    void aNodeMayRunAnotherGraphOnAnotherTask() throws Exception {
        CompiledGraph<TestState> other = memory.graphs()
                .attach(only(notebook.node("other", "draft is long")))
                .compile();
        memory.graphs()
                .attach(only(node_async((state, config) -> {
                    other.invoke(
                            Map.of(),
                            RunnableConfig.builder(config)
                                    .putMetadata(GraphMemory.TASK, "order-8")
                                    .build());
                    return Map.of();
                })))
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(memory.live("order-7")).isEmpty();
        assertThat(memory.live("order-8")).containsExactly("draft is long");
    }

    @Test
    void aNodeMayRunAnotherGraphForAnotherUser() throws Exception {
        memory.shared().user("ada").remember("Ada likes tea");
        memory.shared().user("bob").remember("Bob likes milk");
        CompiledGraph<TestState> other =
                memory.graphs().attach(only(notebook.node("other"))).compile();

        memory.graphs()
                .attach(only(node_async((state, config) -> {
                    other.invoke(
                            Map.of(),
                            RunnableConfig.builder(config)
                                    .putMetadata(GraphMemory.USER, "bob")
                                    .build());
                    return Map.of();
                })))
                .compile()
                .invoke(
                        Map.of(),
                        RunnableConfig.builder(ORDER_7)
                                .putMetadata(GraphMemory.USER, "ada")
                                .build());

        assertThat(notebook.lines).containsExactly("other sees [Bob likes milk]");
    }

    @Test
    void aCompiledSubGraphWorksInTheRootsThreadForItsUser() throws Exception {
        memory.shared().user("ada").remember("Ada likes tea");
        CompileConfig saving =
                CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
        CompiledGraph<TestState> sub = memory.graphs()
                .attach(only(notebook.node("write", "draft is long")))
                .compile(saving);

        memory.graphs()
                .attach(graph().addNode("edit", sub).addEdge(START, "edit").addEdge("edit", END))
                .compile(saving)
                .invoke(
                        Map.of(),
                        RunnableConfig.builder(ORDER_7)
                                .putMetadata(GraphMemory.USER, "ada")
                                .build());

        assertThat(notebook.lines).containsExactly("write sees [Ada likes tea]");
        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .flatExtracting(Memory::assertions)
                .extracting(assertion -> assertion.thread())
                .containsExactly("order-7");
    }

    @Test
    void explicitNodesRecallAndRemember() throws Exception {
        memory.shared().task("order-7").agent("boss").require("The deadline is friday");
        StateGraph<TestState> graph = graph().addNode(
                        "recall", GraphMemory.recallNode(state -> state.text("question"), 3, "known"))
                .addNode(
                        "remember",
                        GraphMemory.rememberNode(state -> List.of(Draft.finding("asked: " + state.text("question"))
                                .build())))
                .addEdge(START, "recall")
                .addEdge("recall", "remember")
                .addEdge("remember", END);

        TestState last = memory.graphs()
                .attach(graph)
                .compile()
                .invoke(Map.of("question", "when is the deadline?"), ORDER_7)
                .orElseThrow();

        assertThat(last.<List<String>>value("known"))
                .hasValue(List.of("CONSTRAINT: \"The deadline is friday\" (boss)"));
        assertThat(memory.live("order-7")).containsExactly("The deadline is friday", "asked: when is the deadline?");
    }

    @Test
    void aGraphWithoutTheChannelWorksInSequenceAndInParallel() throws Exception {
        StateGraph<TestState> graph = new StateGraph<>(TestState.SCHEMA, TestState::new)
                .addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", notebook.node("stock", "stock is empty"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END);

        memory.graphs().attach(graph).compile().invoke(Map.of(), ORDER_7);

        assertThat(notebook.lines).endsWith("write sees [deadline is friday, price is 40 euros, stock is empty]");
    }
}

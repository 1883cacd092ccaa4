package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Memory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.Serialization.class)
class AttachedRunTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final TestState.Serialization serialization;

    AttachedRunTest(TestState.Serialization serialization) {
        this.serialization = serialization;
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), serialization.serializer());
    }

    void run(StateGraph<TestState> graph) throws Exception {
        memory.graphs().attach(graph).compile().invoke(Map.of(), ORDER_7);
    }

    @Test
    void eachNodeSeesTheMemoriesOfEarlierNodes() throws Exception {
        run(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("write", notebook.node("write", "draft is long"))
                .addNode("review", notebook.node("review"))
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addEdge("write", "review")
                .addEdge("review", END));

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "write sees [deadline is friday]",
                        "review sees [deadline is friday, draft is long]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft is long");
    }

    @Test
    void aMemoryCarriesTheNodesNameAndTheThread() throws Exception {
        run(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addEdge(START, "plan")
                .addEdge("plan", END));

        Memory friday = memory.shared().task("order-7").agent("auditor").list().get(0);
        assertThat(friday.assertions())
                .extracting(
                        assertion -> assertion.author().name(),
                        assertion -> assertion.node(),
                        assertion -> assertion.thread())
                .containsExactly(tuple("plan", "plan", "order-7"));
    }

    @Test
    void aConditionalEdgeReadsTheMemoriesOfItsNode() throws Exception {
        run(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addConditionalEdges(
                        "plan",
                        (state, config) -> AsyncEdgeAction.<TestState>edge_async(
                                        s -> GraphMemory.memory(config).list().isEmpty() ? "stop" : "go")
                                .apply(state)
                                .thenApply(Command::new),
                        Map.of("go", "write", "stop", END))
                .addEdge("write", END));

        assertThat(notebook.lines).containsExactly("plan sees []", "write sees [deadline is friday]");
    }

    @Test
    void memoriesOfAConditionalEdgeAreSeenAfterIt() throws Exception {
        run(graph().addNode("plan", notebook.node("plan"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addConditionalEdges(
                        "plan",
                        (state, config) -> {
                            GraphMemory.memory(config).remember("the way is clear");
                            return CompletableFuture.completedFuture(new Command("go"));
                        },
                        Map.of("go", "write"))
                .addEdge("write", END));

        assertThat(notebook.lines).containsExactly("plan sees []", "write sees [the way is clear]");
    }

    @Test
    void aLoopSeesTheMemoriesOfItsEarlierRounds() throws Exception {
        run(graph().addNode("draft", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    AgentMemory own = GraphMemory.memory(config);
                    notebook.lines.add("draft sees " + OpenMemory.texts(own.list()));
                    own.remember("draft " + (state.log().size() + 1));
                    return Map.of("log", List.of("round " + state.log().size()));
                }))
                .addEdge(START, "draft")
                .addConditionalEdges(
                        "draft",
                        AsyncEdgeAction.edge_async(state -> state.log().size() < 3 ? "again" : "done"),
                        Map.of("again", "draft", "done", END)));

        assertThat(notebook.lines)
                .containsExactly("draft sees []", "draft sees [draft 1]", "draft sees [draft 1, draft 2]");
        assertThat(memory.live("order-7")).containsExactly("draft 1", "draft 2", "draft 3");
    }

    StateGraph<TestState> fork() throws Exception {
        return graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", notebook.node("stock", "stock is empty"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END);
    }

    @Test
    void branchesSeeEachOtherOnlyAfterTheirJoin() throws Exception {
        run(fork());

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "price sees [deadline is friday]",
                        "stock sees [deadline is friday]",
                        "write sees [deadline is friday, price is 40 euros, stock is empty]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "price is 40 euros", "stock is empty");
    }

    @Test
    void branchesOnAnExecutorSeeEachOtherOnlyAfterTheirJoin() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            memory.graphs()
                    .attach(fork())
                    .compile()
                    .invoke(
                            Map.of(),
                            GraphMemory.config("order-7")
                                    .addParallelNodeExecutor("plan", pool)
                                    .build());
        } finally {
            pool.shutdownNow();
        }

        assertThat(notebook.lines)
                .containsExactlyInAnyOrder(
                        "plan sees []",
                        "price sees [deadline is friday]",
                        "stock sees [deadline is friday]",
                        "write sees [deadline is friday, price is 40 euros, stock is empty]");
    }

    @Test
    void othersSeeABranchOnlyAfterTheJoin() throws Exception {
        run(graph().addNode("plan", notebook.node("plan"))
                .addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    notebook.lines.add("others see " + memory.live("order-7"));
                    return Map.of();
                }))
                .addNode("write", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    notebook.lines.add("others see " + memory.live("order-7"));
                    return Map.of();
                }))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines)
                .containsExactly("plan sees []", "price sees []", "others see []", "others see [price is 40 euros]");
    }

    @Test
    void allBranchesReadAsOfTheSameMoment() throws Exception {
        run(graph().addNode("price", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    notebook.lines.add("price sees "
                            + OpenMemory.texts(GraphMemory.memory(config).list()));
                    memory.shared().task("order-7").person("boss").remember("the boss called");
                    return Map.of();
                }))
                .addNode("stock", notebook.node("stock"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "price")
                .addEdge(START, "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines).containsExactly("price sees []", "stock sees []", "write sees [the boss called]");
    }

    @Test
    void othersSeeNothingOfASubGraphInABranchBeforeTheJoin() throws Exception {
        StateGraph<TestState> pricing = graph().addNode("ask", notebook.node("ask", "asked two shops"))
                .addNode("check", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    notebook.lines.add("others see " + memory.live("order-7"));
                    return Map.of();
                }))
                .addEdge(START, "ask")
                .addEdge("ask", "check")
                .addEdge("check", END);
        run(graph().addNode("price", memory.graphs().attach(pricing).compile())
                .addNode("stock", notebook.node("stock"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "price")
                .addEdge(START, "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines)
                .containsExactly("ask sees []", "others see []", "stock sees []", "write sees [asked two shops]");
    }

    @Test
    void aRunThatForksAtItsStartIsCovered() throws Exception {
        run(graph().addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", notebook.node("stock", "stock is empty"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "price")
                .addEdge(START, "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines)
                .containsExactly("price sees []", "stock sees []", "write sees [price is 40 euros, stock is empty]");
    }

    @Test
    void anInlinedSubGraphIsCovered() throws Exception {
        StateGraph<TestState> editing = graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addNode("polish", notebook.node("polish", "commas are right"))
                .addEdge(START, "cut")
                .addEdge("cut", "polish")
                .addEdge("polish", END);
        run(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("edit", editing)
                .addNode("send", notebook.node("send"))
                .addEdge(START, "plan")
                .addEdge("plan", "edit")
                .addEdge("edit", "send")
                .addEdge("send", END));

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "cut sees [deadline is friday]",
                        "polish sees [cut to 500 words, deadline is friday]",
                        "send sees [commas are right, cut to 500 words, deadline is friday]");
        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .flatExtracting(Memory::authors)
                .extracting(author -> author.name())
                .containsExactlyInAnyOrder("plan", "edit-cut", "edit-polish");
    }

    @Test
    void aCompiledSubGraphWithItsOwnThreadWorksOnItsParentsTask() throws Exception {
        CompileConfig saving =
                CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
        StateGraph<TestState> editing = graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addEdge(START, "cut")
                .addEdge("cut", END);
        StateGraph<TestState> parent = graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("edit", memory.graphs().attach(editing).compile(saving))
                .addNode("send", notebook.node("send"))
                .addEdge(START, "plan")
                .addEdge("plan", "edit")
                .addEdge("edit", "send")
                .addEdge("send", END);
        memory.graphs()
                .attach(parent)
                .compile(saving)
                .invoke(Map.of(), RunnableConfig.builder().threadId("order-7").build());

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "cut sees [deadline is friday]",
                        "send sees [cut to 500 words, deadline is friday]");
        assertThat(memory.live("order-7")).containsExactly("cut to 500 words", "deadline is friday");
    }

    @Test
    void compiledSubGraphsAsBranchesSeeEachOtherOnlyAfterTheirJoin() throws Exception {
        StateGraph<TestState> pricing = graph().addNode("ask", notebook.node("ask price", "price is 40 euros"))
                .addNode("check", notebook.node("check price"))
                .addEdge(START, "ask")
                .addEdge("ask", "check")
                .addEdge("check", END);
        StateGraph<TestState> stocking = graph().addNode("count", notebook.node("count", "stock is empty"))
                .addEdge(START, "count")
                .addEdge("count", END);
        run(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("price", memory.graphs().attach(pricing).compile())
                .addNode("stock", memory.graphs().attach(stocking).compile())
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "ask price sees [deadline is friday]",
                        "check price sees [deadline is friday, price is 40 euros]",
                        "count sees [deadline is friday]",
                        "write sees [deadline is friday, price is 40 euros, stock is empty]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "price is 40 euros", "stock is empty");
    }

    AsyncNodeActionWithConfig<TestState> keepingToItself(String note) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            GraphMemory.memory(config).privately().remember(note);
            return Map.of();
        });
    }

    @Test
    void aPrivateNoteOfABranchStaysPrivateAfterTheJoin() throws Exception {
        run(graph().addNode("plan", notebook.node("plan"))
                .addNode("price", keepingToItself("the list is in the drawer"))
                .addNode("stock", keepingToItself("the key is under the mat"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines).containsExactly("plan sees []", "write sees []");
        assertThat(OpenMemory.texts(
                        memory.shared().task("order-7").agent("price").list()))
                .containsExactly("the list is in the drawer");
        assertThat(OpenMemory.texts(
                        memory.shared().task("order-7").agent("stock").list()))
                .containsExactly("the key is under the mat");
    }

    @Test
    void aForkWithinABranchIsJoinedOnlyForItsBranch() throws Exception {
        StateGraph<TestState> pricing = graph().addNode("ask", notebook.node("ask", "asked two shops"))
                .addNode("red", notebook.node("red", "red shop wants 40"))
                .addNode("blue", notebook.node("blue", "blue shop wants 50"))
                .addNode("choose", notebook.node("choose"))
                .addEdge(START, "ask")
                .addEdge("ask", "red")
                .addEdge("ask", "blue")
                .addEdge("red", "choose")
                .addEdge("blue", "choose")
                .addEdge("choose", END);
        run(graph().addNode("plan", notebook.node("plan"))
                .addNode("price", memory.graphs().attach(pricing).compile())
                .addNode("stock", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    notebook.lines.add("others see " + memory.live("order-7"));
                    return Map.of();
                }))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "ask sees []",
                        "red sees [asked two shops]",
                        "blue sees [asked two shops]",
                        "choose sees [asked two shops, blue shop wants 50, red shop wants 40]",
                        "others see []",
                        "write sees [asked two shops, blue shop wants 50, red shop wants 40]");
        assertThat(memory.live("order-7"))
                .containsExactly("asked two shops", "blue shop wants 50", "red shop wants 40");
    }

    @Test
    void aGraphThatABranchStartsIsAnIndependentRun() throws Exception {
        CompiledGraph<TestState> other = memory.graphs()
                .attach(graph().addNode("other", notebook.node("other", "the other graph ran"))
                        .addEdge(START, "other")
                        .addEdge("other", END))
                .compile();
        run(graph().addNode("plan", notebook.node("plan"))
                .addNode("price", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    other.invoke(
                            Map.of(),
                            RunnableConfig.builder(config)
                                    .putMetadata(GraphMemory.TASK, "order-8")
                                    .build());
                    return Map.of();
                }))
                .addNode("stock", notebook.node("stock"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        assertThat(notebook.lines).containsExactly("plan sees []", "other sees []", "stock sees []", "write sees []");
        assertThat(memory.live("order-8")).containsExactly("the other graph ran");
    }
}

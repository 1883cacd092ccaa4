package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.Proofs;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Cursor;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.service.AiServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncCommandAction;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs that a node starts itself; {@link EverywhereTest} has their shapes. */
@Tag("repeated")
class StartedGraphsTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    interface Bot {
        String chat(String message);
    }

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new);
    }

    CompiledGraph<TestState> sub() throws Exception {
        return memory.graphs()
                .attach(graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                        .addEdge(START, "cut")
                        .addEdge("cut", END))
                .compile();
    }

    /** Runs a graph whose first node starts other graphs, and whose second node looks. */
    void run(Workshop.GraphStart start) throws Exception {
        memory.graphs()
                .attach(graph().addNode("edit", node_async((state, config) -> {
                            start.start(state, config);
                            return Map.of();
                        }))
                        .addNode("look", notebook.node("look"))
                        .addEdge(START, "edit")
                        .addEdge("edit", "look")
                        .addEdge("look", END))
                .compile()
                .invoke(Map.of(), ORDER_7);
    }

    static LongStream seeds() {
        return Proofs.seeds(6, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void matchAModelOfPlainSets(long seed) throws Exception {
        StartedGraphHistories histories = new StartedGraphHistories(memory, new Random(seed));
        histories.run();
        histories.replay();
        histories.replay();
    }

    @Test
    void withoutAConfigWorkOnTheNodesTask() throws Exception {
        CompiledGraph<TestState> sub = sub();

        run((state, config) -> sub.invoke(Map.of()));

        assertThat(notebook.lines).containsExactly("cut sees []", "look sees [cut to 500 words]");
    }

    @Test
    void withAThreadOfTheirOwnAndTheNodesStateWorkOnTheNodesTask() throws Exception {
        CompiledGraph<TestState> sub = sub();

        run((state, config) -> sub.invoke(
                state.data(), RunnableConfig.builder().threadId("own").build()));

        assertThat(notebook.lines).containsExactly("cut sees []", "look sees [cut to 500 words]");
        assertThat(memory.live("own")).isEmpty();
    }

    @Test
    void withAThreadOfTheirOwnAndTheirOwnStateWorkOnATaskOfTheirOwn() throws Exception {
        CompiledGraph<TestState> sub = sub();

        run((state, config) ->
                sub.invoke(Map.of(), RunnableConfig.builder().threadId("own").build()));

        assertThat(notebook.lines).containsExactly("cut sees []", "look sees []");
        assertThat(memory.live("own")).containsExactly("cut to 500 words");
    }

    @Test
    void onAnotherThreadBelongToTheNodeWhoseConfigTheyGet() throws Exception {
        CompiledGraph<TestState> sub = sub();

        run((state, config) -> CompletableFuture.runAsync(() -> sub.invoke(state.data(), config))
                .join());

        assertThat(notebook.lines).containsExactly("cut sees []", "look sees [cut to 500 words]");
    }

    @Test
    void onAnotherThreadAndWithoutTheNodesConfigAreRefused() throws Exception {
        CompiledGraph<TestState> sub = sub();

        assertThatThrownBy(() ->
                        run((state, config) -> CompletableFuture.runAsync(() -> sub.invoke(state.data(), ORDER_7))
                                .join()))
                .hasStackTraceContaining("if a node starts a graph, it passes its own config on");

        assertThat(memory.live("order-7")).isEmpty();
    }

    @Test
    void withTheConfigOfAnOuterNodeBelongToTheNodeThatStartsThem() throws Exception {
        CompiledGraph<TestState> sub = sub();

        run((state, outer) -> {
            StateGraph<TestState> between = graph().addNode("fail", node_async((own, config) -> {
                        sub.invoke(Map.of(), outer);
                        throw new IllegalStateException("between fails");
                    }))
                    .addEdge(START, "fail")
                    .addEdge("fail", END);
            assertThatThrownBy(() -> memory.graphs().attach(between).compile().invoke(state.data(), outer))
                    .hasStackTraceContaining("between fails");
        });

        assertThat(notebook.lines).containsExactly("cut sees []", "look sees []");
        assertThat(memory.live("order-7")).isEmpty();
    }

    @Test
    void severalAtOnceAreAllSeen() throws Exception {
        CompiledGraph<TestState> sub = memory.graphs()
                .attach(graph().addNode("note", node_async((state, config) -> {
                            GraphMemory.memory(config).remember("note " + state.text("word"));
                            return Map.of();
                        }))
                        .addEdge(START, "note")
                        .addEdge("note", END))
                .compile();

        run((state, config) -> CompletableFuture.allOf(LongStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> sub.invoke(Map.of("word", "" + i), config)))
                        .toArray(CompletableFuture<?>[]::new))
                .join());

        assertThat(memory.live("order-7")).hasSize(8);
        assertThat(notebook.lines).singleElement().asString().contains("note 0", "note 7");
    }

    @Test
    void ofAConditionalEdgeAreSeenAfterIt() throws Exception {
        CompiledGraph<TestState> sub = sub();
        memory.graphs()
                .attach(graph().addNode("plan", notebook.node("plan"))
                        .addNode("look", notebook.node("look"))
                        .addEdge(START, "plan")
                        .addConditionalEdges(
                                "plan",
                                AsyncCommandAction.command_async((state, config) -> {
                                    sub.invoke(state.data(), config);
                                    return new Command("look");
                                }),
                                Map.of("look", "look"))
                        .addEdge("look", END))
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(notebook.lines).containsExactly("plan sees []", "cut sees []", "look sees [cut to 500 words]");
    }

    @Test
    void areNotSeenByOthersBeforeTheNodeHasSucceeded() throws Exception {
        CompiledGraph<TestState> sub = sub();
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> run((state, config) -> {
                    sub.invoke(state.data(), config);
                    assertThat(memory.live("order-7")).isEmpty();
                    never.countDown();
                    throw new IllegalStateException("edit fails");
                }))
                .hasStackTraceContaining("edit fails");

        assertThat(never.getCount()).isZero();
        assertThat(memory.live("order-7")).isEmpty();
    }

    @Test
    void returnACursorThatSeesTheirMemories() throws Exception {
        CompiledGraph<TestState> sub = sub();
        List<Cursor> ends = new ArrayList<>();

        run((state, config) -> sub.invoke(state.data(), config).ifPresent(last -> ends.add(last.cursor())));

        assertThat(ends)
                .singleElement()
                .extracting(end -> OpenMemory.texts(memory.shared()
                        .task("order-7")
                        .asOf(end)
                        .agent("auditor")
                        .list()))
                .isEqualTo(List.of("cut to 500 words"));
    }

    @Test
    void thatAreResumedWithTheirNodeKeepTheirMemories() throws Exception {
        CompiledGraph<TestState> sub = memory.graphs()
                .attach(graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                        .addNode("check", notebook.failing("check", 1, "it reads well"))
                        .addEdge(START, "cut")
                        .addEdge("cut", "check")
                        .addEdge("check", END))
                .compile(saving());
        boolean[] begun = {false};
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph().addNode("edit", node_async((state, config) -> {
                            GraphInput input = begun[0] ? GraphInput.resume() : GraphInput.args(Map.of());
                            begun[0] = true;
                            sub.invoke(input, config);
                            return Map.of();
                        }))
                        .addEdge(START, "edit")
                        .addEdge("edit", END))
                .compile(saving());
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("check fails");
        assertThat(memory.live("order-7")).isEmpty();

        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly("cut sees []", "check sees [cut to 500 words]", "check sees [cut to 500 words]");
        assertThat(memory.live("order-7")).containsExactly("cut to 500 words", "it reads well");
    }

    static CompileConfig saving() {
        return CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
    }

    @Test
    void leaveTheServicesAfterThemToTheNode() throws Exception {
        CompiledGraph<TestState> sub = sub();
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(new ScriptedChatModel()
                        .calls("remember", ToolCalls.FRIDAY)
                        .says("done"))
                .tools(memory.graphs().tools())
                .build();

        run((state, config) -> {
            sub.invoke(state.data(), config);
            bot.chat("go");
        });

        assertThat(memory.authors("order-7")).containsExactly("cut", "edit");
    }

    @Test
    void withAnotherMemoryAreIndependent() throws Exception {
        try (SharedMemory other = SharedMemory.builder(memory.folder().resolve("other.db"))
                .keywordsOnly()
                .open()) {
            StateGraph<TestState> elsewhere = graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                    .addEdge(START, "cut")
                    .addEdge("cut", END);
            CompiledGraph<TestState> sub =
                    GraphMemory.over(other).attach(elsewhere).compile();

            run((state, config) -> sub.invoke(Map.of(), config));

            assertThat(other.task("order-7").agent("auditor").list()).hasSize(1);
            assertThat(memory.live("order-7")).isEmpty();
        }
    }

    @Test
    void mayBePrebuiltAgentsWithTheMemorysTools() throws Exception {
        ScriptedChatModel model =
                new ScriptedChatModel().calls("remember", ToolCalls.FRIDAY).says("done");
        CompiledGraph<AgentExecutor.State> agent = memory.graphs()
                .attach(AgentExecutor.builder()
                        .chatModel(model)
                        .toolsFromObject(memory.graphs().tools())
                        .build())
                .compile();

        run((state, config) -> agent.invoke(Map.of("messages", UserMessage.from("Shorten it")), config));

        assertThat(notebook.lines).containsExactly("look sees [The deadline is friday]");
    }
}

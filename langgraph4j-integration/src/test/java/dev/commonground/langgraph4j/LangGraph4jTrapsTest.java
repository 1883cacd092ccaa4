package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.AiServices;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.action.SubCompiledGraphNodeAction;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.checkpoint.FileSystemSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Channels;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Behaviour of LangGraph4j 1.8.17 and langchain4j 1.19 that this module works around. A test that fails after an
 * upgrade shows which behaviour has changed.
 */
class LangGraph4jTrapsTest {

    static final RunnableConfig THREAD =
            RunnableConfig.builder().threadId("thread-1").build();

    final List<String> seen = new ArrayList<>();

    static StateGraph<TestState> graph() {
        return new StateGraph<>(TestState.SCHEMA, TestState::new);
    }

    AsyncNodeActionWithConfig<TestState> node(String name) {
        return node_async((state, config) -> {
            seen.add("%s as %s in %s"
                    .formatted(name, config.nodeId(), config.threadId().orElse("no thread")));
            return Map.of("log", List.of(name));
        });
    }

    StateGraph<TestState> fork(StateGraph<TestState> graph) throws Exception {
        return graph.addNode("plan", node("plan"))
                .addNode("price", node("price"))
                .addNode("stock", node("stock"))
                .addNode("write", node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END);
    }

    static CompileConfig saving() {
        return CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
    }

    @Test
    void hooksDoNotFireInsideParallelBranches() throws Exception {
        List<String> hooked = new ArrayList<>();
        StateGraph<TestState> graph = fork(graph()).addWrapCallNodeHook((id, state, config, action) -> {
            hooked.add(id);
            return action.apply(state, config);
        });

        graph.compile().invoke(Map.of(), THREAD);

        assertThat(hooked).containsExactly("plan", "__PARALLEL__(plan)", "write");
    }

    @Test
    void aBranchReceivesTheIdOfTheParallelNode() throws Exception {
        fork(graph()).compile().invoke(Map.of(), THREAD);

        assertThat(seen)
                .containsExactly(
                        "plan as plan in thread-1",
                        "price as __PARALLEL__(plan) in thread-1",
                        "stock as __PARALLEL__(plan) in thread-1",
                        "write as write in thread-1");
    }

    @Test
    void aJoinAppliesTheReducersToInheritedValuesAgain() throws Exception {
        Map<String, Channel<?>> schema = Map.of("log", Channels.appenderWithDuplicate(ArrayList::new));

        TestState last = fork(new StateGraph<>(schema, TestState::new))
                .compile()
                .invoke(Map.of(), THREAD)
                .orElseThrow();

        assertThat(last.log()).containsExactly("plan", "plan", "price", "stock", "write");
    }

    @Test
    void anInlinedSubGraphRunsItsParentsHooksUnderPrefixedNames() throws Exception {
        List<String> hooked = new ArrayList<>();
        StateGraph<TestState> editing = graph().addNode("cut", node("cut"))
                .addEdge(START, "cut")
                .addEdge("cut", END)
                .addWrapCallNodeHook((id, state, config, action) -> {
                    hooked.add("own " + id);
                    return action.apply(state, config);
                });
        StateGraph<TestState> parent = graph().addNode("edit", editing)
                .addEdge(START, "edit")
                .addEdge("edit", END)
                .addWrapCallNodeHook((id, state, config, action) -> {
                    hooked.add("parent's " + id);
                    return action.apply(state, config);
                });

        parent.compile().invoke(Map.of(), THREAD);

        assertThat(hooked).containsExactly("parent's edit-cut");
    }

    @Test
    void aCompiledSubGraphThatSharesTheSaverRunsInAThreadOfItsOwn() throws Exception {
        CompileConfig saving = saving();
        StateGraph<TestState> editing =
                graph().addNode("cut", node("cut")).addEdge(START, "cut").addEdge("cut", END);

        graph().addNode("edit", editing.compile(saving))
                .addEdge(START, "edit")
                .addEdge("edit", END)
                .compile(saving)
                .invoke(Map.of(), THREAD);

        assertThat(seen).containsExactly("cut as cut in thread-1_subgraph_edit");
    }

    @Test
    void aReplayBeforeACompiledSubGraphContinuesAfterTheSubGraphsLastRun() throws Exception {
        CompileConfig saving = saving();
        StateGraph<TestState> editing =
                graph().addNode("cut", node("cut")).addEdge(START, "cut").addEdge("cut", END);
        CompiledGraph<TestState> app = graph().addNode("plan", node("plan"))
                .addNode("edit", editing.compile(saving))
                .addNode("write", node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "edit")
                .addEdge("edit", "write")
                .addEdge("write", END)
                .compile(saving);
        app.invoke(Map.of(), THREAD);
        seen.clear();

        app.invoke(GraphInput.resume(), before(app, "edit"));

        assertThat(seen).containsExactly("write as write in thread-1");
    }

    @Test
    void aResumeBeforeACompiledSubGraphWithoutASaverIsRefused() throws Exception {
        StateGraph<TestState> editing =
                graph().addNode("cut", node("cut")).addEdge(START, "cut").addEdge("cut", END);
        CompiledGraph<TestState> app = graph().addNode("edit", editing.compile())
                .addEdge(START, "edit")
                .addEdge("edit", END)
                .compile(saving());
        app.invoke(Map.of(), THREAD);

        assertThatThrownBy(() -> app.invoke(GraphInput.resume(), before(app, "edit")))
                .hasStackTraceContaining("Resume request without a configured checkpoint saver!");
    }

    @Test
    void aResumeBeforeACompiledSubGraphThatHasNoCheckpointYetIsRefused() throws Exception {
        MemorySaver saver = new MemorySaver();
        CompileConfig saving = CompileConfig.builder().checkpointSaver(saver).build();
        StateGraph<TestState> editing =
                graph().addNode("cut", node("cut")).addEdge(START, "cut").addEdge("cut", END);
        CompiledGraph<TestState> app = graph().addNode("edit", editing.compile(saving))
                .addEdge(START, "edit")
                .addEdge("edit", END)
                .compile(saving);
        app.invoke(Map.of(), THREAD);
        saver.release(
                RunnableConfig.builder().threadId("thread-1_subgraph_edit").build());

        assertThatThrownBy(() -> app.invoke(GraphInput.resume(), before(app, "edit")))
                .hasStackTraceContaining("Resume request without a valid checkpoint!");
    }

    @Test
    void theActionOfACompiledSubGraphRevealsItsGraphAndItsThread() throws Exception {
        CompiledGraph<TestState> editing = graph().addNode("cut", node("cut"))
                .addEdge(START, "cut")
                .addEdge("cut", END)
                .compile();
        StateGraph<TestState> parent =
                graph().addNode("edit", editing).addEdge(START, "edit").addEdge("edit", END);

        Object action = parent.reduce(
                        (nodes, edges) -> nodes.elements.iterator().next())
                .actionFactory()
                .apply(saving());

        assertThat(action).isInstanceOfSatisfying(SubCompiledGraphNodeAction.class, sub -> {
            assertThat(sub.subGraph()).isSameAs(editing);
            assertThat(sub.subGraphId()).isEqualTo("subgraph_edit");
        });
    }

    @ParameterizedTest
    @EnumSource(TestState.Serialization.class)
    void aHistoryThatTheFileSaverWasKilledInTheMiddleOfCannotBeRead(
            TestState.Serialization serialization, @TempDir Path folder) throws Exception {
        FileSystemSaver saver = new FileSystemSaver(folder, serialization.serializer());
        CompiledGraph<TestState> app = graph().addNode("plan", node("plan"))
                .addEdge(START, "plan")
                .addEdge("plan", END)
                .compile(CompileConfig.builder().checkpointSaver(saver).build());
        app.invoke(Map.of(), THREAD);
        try (Stream<Path> files = Files.list(folder)) {
            Path only = files.findFirst().orElseThrow();
            byte[] whole = Files.readAllBytes(only);
            Files.write(only, Arrays.copyOf(whole, whole.length / 2));
        }

        assertThatThrownBy(() -> saver.get(THREAD)).isInstanceOf(RuntimeException.class);
    }

    static RunnableConfig before(CompiledGraph<TestState> app, String node) {
        return app.getStateHistory(THREAD).stream()
                .filter(snapshot -> node.equals(snapshot.next()))
                .map(StateSnapshot::config)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNodeCannotDistinguishAReplayFromTheFirstRun() throws Exception {
        List<String> received = new ArrayList<>();
        CompiledGraph<TestState> app = graph().addNode("write", node_async((state, config) -> {
                    received.add(config + " " + state.data());
                    return Map.of();
                }))
                .addEdge(START, "write")
                .addEdge("write", END)
                .compile(saving());
        app.invoke(Map.of(), THREAD);

        RunnableConfig start =
                RunnableConfig.builder(before(app, "write")).nextNode(null).build();
        app.invoke(GraphInput.resume(), start);

        assertThat(received).hasSize(2);
        assertThat(received.get(1)).isEqualTo(received.get(0));
    }

    @Test
    void aChannelsDefaultIsStoredInTheFirstCheckpoint() throws Exception {
        int[] taken = {0};
        Map<String, Channel<?>> schema = Map.of("run", Channels.base(() -> "run " + ++taken[0]));
        CompiledGraph<TestState> app = new StateGraph<>(schema, TestState::new)
                .addNode("plan", node("plan"))
                .addEdge(START, "plan")
                .addEdge("plan", END)
                .compile(saving());

        app.invoke(Map.of(), THREAD);
        app.invoke(GraphInput.resume(), before(app, "plan"));

        assertThat(app.getStateHistory(THREAD))
                .hasSize(3)
                .allSatisfy(snapshot -> assertThat(snapshot.state().text("run")).isEqualTo("run 1"));
    }

    @Test
    void aConditionalEdgeThatFailsLosesTheCheckpointOfItsNode() throws Exception {
        CompiledGraph<TestState> app = graph().addNode("plan", node("plan"))
                .addEdge(START, "plan")
                .addConditionalEdges(
                        "plan",
                        (state, config) -> CompletableFuture.<Command>failedFuture(new IllegalStateException("no way")),
                        Map.of("on", END))
                .compile(saving());

        assertThatThrownBy(() -> app.invoke(Map.of(), THREAD)).hasStackTraceContaining("no way");

        assertThat(app.getStateHistory(THREAD)).extracting(StateSnapshot::node).containsExactly(START);
    }

    @Test
    void whenOneBranchFailsAllRunAgain() throws Exception {
        boolean[] fails = {true};
        CompiledGraph<TestState> app = graph().addNode("price", node("price"))
                .addNode("stock", node_async((state, config) -> {
                    if (fails[0]) {
                        throw new IllegalStateException("no stock");
                    }
                    return Map.of();
                }))
                .addNode("write", node("write"))
                .addEdge(START, "price")
                .addEdge(START, "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END)
                .compile(saving());
        assertThatThrownBy(() -> app.invoke(Map.of(), THREAD)).hasStackTraceContaining("no stock");

        fails[0] = false;
        app.invoke(GraphInput.resume(), THREAD);

        assertThat(seen)
                .containsExactly(
                        "price as __PARALLEL__(__START__) in thread-1",
                        "price as __PARALLEL__(__START__) in thread-1",
                        "write as write in thread-1");
    }

    @Test
    void twoInvocationsOfOneThreadAtOnceLoseTheStateOfOne() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        StateGraph<TestState> graph = new StateGraph<>(TestState.SCHEMA, TestState::new)
                .addNode("a", node_async((state, config) -> {
                    if (state.text("who").equals("first")) {
                        inside.countDown();
                        over.await();
                    }
                    return Map.of("log", List.of(state.text("who")));
                }))
                .addEdge(START, "a")
                .addEdge("a", END);
        CompiledGraph<TestState> app = graph.compile(
                CompileConfig.builder().checkpointSaver(new MemorySaver()).build());
        RunnableConfig thread = RunnableConfig.builder().threadId("thread").build();

        CompletableFuture<?> first = CompletableFuture.runAsync(() -> app.invoke(Map.of("who", "first"), thread));
        inside.await();
        app.invoke(Map.of("who", "second"), thread);
        over.countDown();
        first.join();

        assertThat(app.lastStateOf(thread).orElseThrow().state().log()).containsExactly("first");
    }

    @Test
    void anAfterHookReplacesTheResultOfItsNode() throws Exception {
        StateGraph<TestState> graph = new StateGraph<>(TestState.SCHEMA, TestState::new)
                .addNode("a", node_async((state, config) -> Map.of("log", List.of("a"))))
                .addEdge(START, "a")
                .addEdge("a", END)
                .addAfterCallNodeHook(
                        (node, state, config, result) -> CompletableFuture.completedFuture(Map.of("answer", "own")));

        TestState last = graph.compile().invoke(Map.of()).orElseThrow();

        assertThat(last.log()).isEmpty();
        assertThat(last.text("answer")).isEqualTo("own");
    }

    @Test
    void metadataIsNotPartOfACheckpoint() throws Exception {
        List<Optional<Object>> tasks = new ArrayList<>();
        CompiledGraph<TestState> app = graph().addNode("plan", node_async((state, config) -> {
                    tasks.add(config.metadata("task"));
                    return Map.of();
                }))
                .addNode("write", node_async((state, config) -> {
                    tasks.add(config.metadata("task"));
                    return Map.of();
                }))
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addEdge("write", END)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .interruptBefore("write")
                        .build());

        app.invoke(
                Map.of(),
                RunnableConfig.builder(THREAD).putMetadata("task", "order-7").build());
        app.invoke(GraphInput.resume(), THREAD);

        assertThat(tasks).containsExactly(Optional.of("order-7"), Optional.empty());
    }

    @Test
    void updateStateWithACheckpointsIdReplacesThatCheckpoint() throws Exception {
        CompiledGraph<TestState> app = graph().addNode("plan", node("plan"))
                .addEdge(START, "plan")
                .addEdge("plan", END)
                .compile(saving());
        app.invoke(Map.of(), THREAD);

        app.updateState(before(app, "plan"), Map.of("word", "yes"));

        assertThat(app.getStateHistory(THREAD))
                .hasSize(2)
                .extracting(snapshot -> snapshot.node() + " " + snapshot.state().text("word"))
                .containsExactly("plan ", START + " yes");
    }

    @Test
    void aResumeLosesItsInputAfterAnUpdateIfThereIsASubGraph() throws Exception {
        CompiledGraph<TestState> sub = graph().addNode("inner", node("inner"))
                .addEdge(START, "inner")
                .addEdge("inner", END)
                .compile();
        CompiledGraph<TestState> app = graph().addNode("plan", node("plan"))
                .addNode("write", node("write"))
                .addNode("sub", sub)
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addEdge("write", "sub")
                .addEdge("sub", END)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .interruptBefore("write")
                        .build());
        app.invoke(Map.of(), THREAD);

        RunnableConfig updated = app.updateState(THREAD, Map.of("length", "short"));
        TestState end =
                app.invoke(GraphInput.resume(Map.of("word", "yes")), updated).orElseThrow();

        assertThat(updated.metadata(RunnableConfig.SUBGRAPH_RESUME_UPDATE_DATA)).contains(Map.of("length", "short"));
        assertThat(end.text("length")).isEqualTo("short");
        assertThat(end.text("word")).isEmpty();
    }

    @Test
    void aStateThatAWrapHookChangesIsNotPersisted() throws Exception {
        StateGraph<TestState> graph = graph().addNode("write", node_async((state, config) -> {
                    seen.add(state.text("view"));
                    return Map.of();
                }))
                .addEdge(START, "write")
                .addEdge("write", END);
        graph.addWrapCallNodeHook((id, state, config, action) -> {
            Map<String, Object> view = new HashMap<>(state.data());
            view.put("view", "only for you");
            return action.apply(new TestState(view), config);
        });

        TestState last = graph.compile().invoke(Map.of(), THREAD).orElseThrow();

        assertThat(seen).containsExactly("only for you");
        assertThat(last.data()).doesNotContainKey("view");
    }

    @Test
    void aStreamInABranchLosesItsResultAndLeavesTheNodesViewInTheState() throws Exception {
        AsyncNodeActionWithConfig<TestState> stream =
                ScriptedStreamModel.says("pr", "ice").plainNode();
        TestState last = graph().addNode("price", (state, config) -> {
                    Map<String, Object> view = new HashMap<>(state.data());
                    view.put("view", "only for you");
                    return stream.apply(new TestState(view), config);
                })
                .addNode("stock", node("stock"))
                .addNode("write", node("write"))
                .addEdge(START, "price")
                .addEdge(START, "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END)
                .compile()
                .invoke(Map.of(), THREAD)
                .orElseThrow();

        assertThat(last.text("answer")).isEmpty();
        assertThat(last.text("view")).isEqualTo("only for you");
    }

    @Test
    void jacksonPreservesOnlyStrings() throws Exception {
        TestState state = TestState.Serialization.JACKSON
                .serializer()
                .cloneObject(Map.of("number", 7L, "fraction", 0.5f, "text", "7"));

        assertThat(state.data()).isEqualTo(Map.of("number", 7, "fraction", 0.5, "text", "7"));
    }

    /** Tools with a primitive parameter and an exception, which {@link MemoryTools} avoids. */
    static final class CarelessTools {

        @Tool("counts")
        String count(int times, InvocationContext context) {
            return "counted " + times;
        }

        @Tool("fails")
        String fail() {
            throw new IllegalStateException("jdbc:secret-host is down");
        }
    }

    static ScriptedChatModel askPrebuilt(ScriptedChatModel model) throws Exception {
        AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(new CarelessTools())
                .build()
                .compile()
                .invoke(Map.of("messages", UserMessage.from("go")), THREAD);
        return model;
    }

    interface Bot {
        String chat(String message);
    }

    @Test
    void anArgumentThatIsMissingOrOfAnotherTypeOrNoJsonEndsTheWholeRun() {
        for (String arguments : List.of("{}", "{\"times\":\"often\"}", "{not json")) {
            assertThatThrownBy(() -> askPrebuilt(
                            new ScriptedChatModel().calls("count", arguments).says("done")))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> AiServices.builder(Bot.class)
                            .chatModel(new ScriptedChatModel()
                                    .calls("count", arguments)
                                    .says("done"))
                            .tools(new CarelessTools())
                            .build()
                            .chat("go"))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void theMessageOfAToolsExceptionGoesToTheModel() throws Exception {
        ScriptedChatModel model =
                askPrebuilt(new ScriptedChatModel().calls("fail", "{}").says("done"));

        assertThat(model.toolResults()).containsExactly("jdbc:secret-host is down");
    }

    @Test
    void theSearchForTheToolsOfASubclassNeverEnds() {
        assertThat(Modifier.isFinal(MemoryTools.class.getModifiers())).isTrue();
    }
}

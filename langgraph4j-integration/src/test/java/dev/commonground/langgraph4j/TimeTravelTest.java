package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.action.InterruptableAction;
import org.bsc.langgraph4j.action.InterruptionMetadata;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.Serialization.class)
class TimeTravelTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final TestState.Serialization serialization;

    TimeTravelTest(TestState.Serialization serialization) {
        this.serialization = serialization;
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), serialization.serializer());
    }

    CompiledGraph<TestState> compiled(StateGraph<TestState> graph) throws Exception {
        return memory.graphs()
                .attach(graph)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());
    }

    StateGraph<TestState> proposal(AsyncNodeActionWithConfig<TestState> write) throws Exception {
        return graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("write", write)
                .addNode("review", notebook.node("review", "review is harsh"))
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addEdge("write", "review")
                .addEdge("review", END);
    }

    static RunnableConfig checkpointBefore(CompiledGraph<TestState> app, String node) {
        return app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> node.equals(snapshot.next()))
                .map(StateSnapshot::config)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFailedNodeLeavesNothingAndItsResumeIsSeenOnce() throws Exception {
        CompiledGraph<TestState> app = compiled(proposal(notebook.failing("write", 1, "draft is long")));
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("write fails");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday");

        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "write sees [deadline is friday]",
                        "write sees [deadline is friday]",
                        "review sees [deadline is friday, draft is long]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft is long", "review is harsh");
    }

    @Test
    void aNodeThatCommittedBeforeItsCheckpointWasWrittenIsSeenOnceAfterTheResume() throws Exception {
        int[] draft = {0};
        boolean[] crashes = {true};
        CompiledGraph<TestState> app = compiled(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("write", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    GraphMemory.memory(config).remember("draft " + ++draft[0]);
                    return Map.of();
                }))
                .addNode("review", notebook.node("review"))
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addConditionalEdges(
                        "write",
                        (state, config) -> {
                            if (crashes[0]) {
                                throw new IllegalStateException("killed");
                            }
                            return CompletableFuture.completedFuture(new Command("review"));
                        },
                        Map.of("review", "review"))
                .addEdge("review", END));
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("killed");

        crashes[0] = false;
        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(notebook.lines).containsExactly("plan sees []", "review sees [deadline is friday, draft 2]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft 2");
    }

    @Test
    void whenOneBranchFailsTheResumeSeesEachBranchOnce() throws Exception {
        CompiledGraph<TestState> app = compiled(graph().addNode("plan", notebook.node("plan"))
                .addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", notebook.failing("stock", 1, "stock is empty"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("stock fails");
        assertThat(memory.live("order-7")).isEmpty();

        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "price sees []",
                        "stock sees []",
                        "price sees []",
                        "stock sees []",
                        "write sees [price is 40 euros, stock is empty]");
        assertThat(memory.shared().task("order-7").agent("auditor").list())
                .allSatisfy(kept -> assertThat(kept.assertions()).hasSize(1));
    }

    @Test
    void aReplaySeesTheMemoryAsOfItsCheckpointAndNothingOfTheAbandonedFuture() throws Exception {
        CompiledGraph<TestState> app = compiled(proposal(notebook.node("write", "draft is long")));
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();

        app.invoke(GraphInput.resume(), checkpointBefore(app, "write"));

        assertThat(notebook.lines)
                .containsExactly("write sees [deadline is friday]", "review sees [deadline is friday, draft is long]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft is long", "review is harsh");
    }

    @Test
    void aReplayFromTheFirstCheckpointIsTheSameRunAndSeesNothingOfItself() throws Exception {
        CompiledGraph<TestState> app = compiled(proposal(notebook.node("write", "draft is long")));
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();

        app.invoke(GraphInput.resume(), checkpointBefore(app, "plan"));

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "write sees [deadline is friday]",
                        "review sees [deadline is friday, draft is long]");
    }

    @Test
    void aForkSeesNothingOfTheTimelineItLeft() throws Exception {
        CompiledGraph<TestState> app = compiled(proposal(AsyncNodeActionWithConfig.node_async((state, config) -> {
            notebook.lines.add(
                    "write sees " + OpenMemory.texts(GraphMemory.memory(config).list()));
            GraphMemory.memory(config).remember("draft is " + state.text("length"));
            return Map.of();
        })));
        app.invoke(Map.of("length", "long"), ORDER_7);
        notebook.lines.clear();

        RunnableConfig fork = app.updateState(checkpointBefore(app, "write"), Map.of("length", "short"));
        app.invoke(GraphInput.resume(), fork);

        assertThat(notebook.lines)
                .containsExactly("write sees [deadline is friday]", "review sees [deadline is friday, draft is short]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft is short", "review is harsh");
    }

    @Test
    void aCompiledSubGraphInAReplaySeesNothingOfItsOwnAbandonedFuture() throws Exception {
        CompileConfig saving =
                CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
        StateGraph<TestState> editing = graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addEdge(START, "cut")
                .addEdge("cut", END);
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                        .addNode("write", notebook.node("write"))
                        .addNode("edit", memory.graphs().attach(editing).compile(saving))
                        .addEdge(START, "plan")
                        .addEdge("plan", "write")
                        .addEdge("write", "edit")
                        .addEdge("edit", END))
                .compile(saving);
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();

        app.invoke(GraphInput.resume(), checkpointBefore(app, "write"));

        assertThat(notebook.lines).containsExactly("write sees [deadline is friday]", "cut sees [deadline is friday]");
    }

    /** Waits for a word from a resume. */
    private final class Asking implements AsyncNodeActionWithConfig<TestState>, InterruptableAction<TestState> {

        private final AsyncNodeActionWithConfig<TestState> answered = notebook.node("ask", "the answer is yes");

        @Override
        public CompletableFuture<Map<String, Object>> apply(TestState state, RunnableConfig config) {
            return answered.apply(state, config);
        }

        @Override
        public Optional<InterruptionMetadata<TestState>> interrupt(
                String node, TestState state, RunnableConfig config) {
            return state.text("word").isEmpty()
                    ? Optional.of(InterruptionMetadata.builder(node, state).build())
                    : Optional.empty();
        }
    }

    CompiledGraph<TestState> interruptable() throws Exception {
        return compiled(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("ask", new Asking())
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "ask")
                .addEdge("ask", "write")
                .addEdge("write", END));
    }

    @Test
    void anInterruptedRunResumesWithItsMemoriesAndLaterChanges() throws Exception {
        CompiledGraph<TestState> app = interruptable();
        app.invoke(Map.of(), ORDER_7);
        assertThat(notebook.lines).containsExactly("plan sees []");
        memory.shared().task("order-7").person("boss").remember("the boss called");

        app.invoke(GraphInput.resume(Map.of("word", "yes")), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "ask sees [deadline is friday]",
                        "write sees [deadline is friday, the answer is yes, the boss called]");
    }

    @Test
    void aPinnedRunSeesNoChangesOfOthersBeforeItIsReleased() throws Exception {
        CompiledGraph<TestState> app = interruptable();
        RunnableConfig pinned = RunnableConfig.builder(ORDER_7)
                .putMetadata(GraphMemory.PINNED, true)
                .build();
        app.invoke(Map.of(), pinned);
        memory.shared().task("order-7").person("boss").remember("the boss called");

        app.invoke(GraphInput.resume(Map.of("word", "yes")), pinned);

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees []",
                        "ask sees [deadline is friday]",
                        "write sees [deadline is friday, the answer is yes]");
        notebook.lines.clear();
        app.invoke(Map.of(), ORDER_7);
        assertThat(notebook.lines).last().asString().contains("the boss called");
    }

    @Test
    void aPinnedRunSeesNoChangesOfOthersAfterAJoinEither() throws Exception {
        CompiledGraph<TestState> app = compiled(graph().addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", AsyncNodeActionWithConfig.node_async((state, config) -> {
                    memory.shared().task("order-7").person("boss").remember("the boss called");
                    return Map.of();
                }))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "price")
                .addEdge(START, "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));

        app.invoke(
                Map.of(),
                RunnableConfig.builder(ORDER_7)
                        .putMetadata(GraphMemory.PINNED, true)
                        .build());

        assertThat(notebook.lines).containsExactly("price sees []", "write sees [price is 40 euros]");
    }

    @Test
    void aResumeOnAnotherTaskIsRefused() throws Exception {
        CompiledGraph<TestState> app = interruptable();
        app.invoke(Map.of(), ORDER_7);

        assertThatThrownBy(() -> app.invoke(
                        GraphInput.resume(Map.of("word", "yes")),
                        RunnableConfig.builder()
                                .threadId("order-7")
                                .putMetadata(GraphMemory.TASK, "order-8")
                                .build()))
                .hasStackTraceContaining("This thread began on another task than order-8");
        assertThat(memory.live("order-8")).isEmpty();
    }

    @Test
    void aResumeWithoutTheTaskOfItsThreadIsRefused() throws Exception {
        CompiledGraph<TestState> app = interruptable();
        RunnableConfig thread = RunnableConfig.builder().threadId("thread-1").build();
        app.invoke(
                Map.of(),
                RunnableConfig.builder(thread)
                        .putMetadata(GraphMemory.TASK, "order-7")
                        .build());

        assertThatThrownBy(() -> app.invoke(GraphInput.resume(Map.of("word", "yes")), thread))
                .hasStackTraceContaining("This thread began on another task than thread-1");
    }

    @Test
    void aSecondRunOfAThreadWithoutASaverSeesTheFirst() throws Exception {
        CompiledGraph<TestState> app =
                memory.graphs().attach(proposal(notebook.node("write"))).compile();
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();

        app.invoke(Map.of(), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly(
                        "plan sees [deadline is friday, review is harsh]",
                        "write sees [deadline is friday, review is harsh]",
                        "review sees [deadline is friday, review is harsh]");
    }

    @Test
    void aSecondRunOfAThreadWithASaverContinues() throws Exception {
        CompiledGraph<TestState> app = compiled(proposal(notebook.node("write")));
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();

        app.invoke(Map.of(), ORDER_7);

        assertThat(notebook.lines).startsWith("plan sees [deadline is friday, review is harsh]");
    }

    @Test
    void aCheckpointStoresOneShortCursorAndNoMemory() throws Exception {
        CompiledGraph<TestState> app = compiled(proposal(notebook.node("write", "draft is long")));

        app.invoke(Map.of(), ORDER_7);

        assertThat(app.getStateHistory(ORDER_7)).hasSize(4).allSatisfy(snapshot -> {
            assertThat(snapshot.state().data()).containsOnlyKeys(GraphMemory.CURSOR, "log");
            assertThat(snapshot.state().text(GraphMemory.CURSOR)).hasSizeLessThan(400);
        });
    }
}

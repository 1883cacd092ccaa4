package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.InterruptableAction;
import org.bsc.langgraph4j.action.InterruptionMetadata;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(HumanEditTest.Setting.class)
class HumanEditTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final Consumer<AgentMemory> CALL = memory -> memory.require("the client called: 300 words");

    /** The store of the checkpoints and the serializer of the states. */
    enum Setting {
        MEMORY_SAVER_AND_OBJECT_STREAM(TestState.Serialization.OBJECT_STREAM, false),
        MEMORY_SAVER_AND_JACKSON(TestState.Serialization.JACKSON, false),
        CHECKPOINT_SAVER_AND_OBJECT_STREAM(TestState.Serialization.OBJECT_STREAM, true),
        CHECKPOINT_SAVER_AND_JACKSON(TestState.Serialization.JACKSON, true);

        final TestState.Serialization serialization;
        final boolean inMemoryStore;

        Setting(TestState.Serialization serialization, boolean inMemoryStore) {
            this.serialization = serialization;
            this.inMemoryStore = inMemoryStore;
        }
    }

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final Setting setting;

    HumanEditTest(Setting setting) {
        this.setting = setting;
    }

    StateSerializer<TestState> serializer() {
        return setting.serialization.serializer();
    }

    BaseCheckpointSaver saver() {
        return setting.inMemoryStore ? memory.graphs().checkpoints(serializer()) : new MemorySaver();
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), serializer());
    }

    /** Waits for a word from a resume and records it. */
    private final class Asking implements AsyncNodeActionWithConfig<TestState>, InterruptableAction<TestState> {

        private final AsyncNodeActionWithConfig<TestState> answered = notebook.node("ask");

        @Override
        public CompletableFuture<Map<String, Object>> apply(TestState state, RunnableConfig config) {
            notebook.lines.add("word is " + state.text("word"));
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

    StateGraph<TestState> asking(AsyncNodeActionWithConfig<TestState> write) throws Exception {
        return memory.graphs()
                .attach(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                        .addNode("ask", new Asking())
                        .addNode("write", write)
                        .addEdge(START, "plan")
                        .addEdge("plan", "ask")
                        .addEdge("ask", "write")
                        .addEdge("write", END));
    }

    CompiledGraph<TestState> interrupted(AsyncNodeActionWithConfig<TestState> write) throws Exception {
        CompiledGraph<TestState> app = asking(write)
                .compile(CompileConfig.builder().checkpointSaver(saver()).build());
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();
        return app;
    }

    List<Memory> known() {
        return memory.shared().task("order-7").agent("auditor").list();
    }

    RunnableConfig edit(CompiledGraph<TestState> app, RunnableConfig at, Consumer<AgentMemory> words) throws Exception {
        return memory.graphs().threads(app).edit(at, "ada", words);
    }

    static GraphInput yes() {
        return GraphInput.resume(Map.of("word", "yes"));
    }

    @Test
    void theNextNodesSeeItUnderThePersonsName() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write", "draft is long"));

        RunnableConfig next = edit(app, ORDER_7, CALL);
        app.invoke(yes(), next);

        assertThat(notebook.lines)
                .containsExactly(
                        "word is yes",
                        "ask sees [deadline is friday, the client called: 300 words]",
                        "write sees [deadline is friday, the client called: 300 words]");
        assertThat(known())
                .filteredOn(memory -> memory.text().equals("the client called: 300 words"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.authors()).containsExactly(Author.person("ada"));
                    assertThat(call.assertions())
                            .singleElement()
                            .satisfies(
                                    assertion -> assertThat(assertion.thread()).isEqualTo("order-7"));
                });
    }

    @Test
    void aResumeWithTheOldConfigSeesItToo() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));

        edit(app, ORDER_7, CALL);
        app.invoke(yes(), ORDER_7);

        assertThat(notebook.lines).last().asString().contains("the client called");
    }

    @Test
    void anEditWorksAtAConfiguredInterruptToo() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                        .addNode("write", notebook.node("write"))
                        .addEdge(START, "plan")
                        .addEdge("plan", "write")
                        .addEdge("write", END))
                .compile(CompileConfig.builder()
                        .checkpointSaver(saver())
                        .interruptBefore("write")
                        .build());
        app.invoke(Map.of(), ORDER_7);

        app.invoke(GraphInput.resume(), edit(app, ORDER_7, CALL));

        assertThat(notebook.lines)
                .containsExactly("plan sees []", "write sees [deadline is friday, the client called: 300 words]");
    }

    @Test
    void allOtherReadersSeeItImmediately() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));

        edit(app, ORDER_7, CALL);

        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "the client called: 300 words");
    }

    @Test
    void thePersonSeesTheMemoriesOfTheNextNodeAndCanForgetThem() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));
        memory.shared().task("order-7").agent("stranger").remember("news from elsewhere");
        List<String> seen = new ArrayList<>();

        app.invoke(yes(), edit(app, ORDER_7, memory -> {
            seen.addAll(OpenMemory.texts(memory.list()));
            memory.list().forEach(known -> memory.forget(known.id()));
        }));

        assertThat(seen).containsExactly("deadline is friday");
        assertThat(notebook.lines).contains("ask sees []").last().isEqualTo("write sees [news from elsewhere]");
    }

    @Test
    void aNodeThatFailsAfterItAndIsResumedSeesItOnce() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.failing("write", 1, "draft is long"));

        RunnableConfig next = edit(app, ORDER_7, CALL);
        assertThatThrownBy(() -> app.invoke(yes(), next)).hasStackTraceContaining("write fails");
        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(notebook.lines)
                .filteredOn(line -> line.startsWith("write"))
                .hasSize(2)
                .containsOnly("write sees [deadline is friday, the client called: 300 words]");
        assertThat(known()).allSatisfy(memory -> assertThat(memory.assertions()).hasSize(1));
    }

    @Test
    void aReplayFromBeforeItSeesNothingOfItAndOneFromAfterItSeesIt() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));
        RunnableConfig before = app.getState(ORDER_7).config();
        RunnableConfig after = edit(app, ORDER_7, CALL);
        app.invoke(yes(), after);
        notebook.lines.clear();

        app.invoke(yes(), before);
        assertThat(notebook.lines)
                .containsExactly("word is yes", "ask sees [deadline is friday]", "write sees [deadline is friday]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday");

        notebook.lines.clear();
        app.invoke(yes(), after);
        assertThat(notebook.lines).last().asString().contains("the client called");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "the client called: 300 words");
        assertThat(known()).allSatisfy(memory -> assertThat(memory.assertions()).hasSize(1));
    }

    @Test
    void anEditOfAnOlderCheckpointIsSeenByRunsThatContinueFromThere() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write", "draft is long"));
        RunnableConfig waiting = app.getState(ORDER_7).config();
        app.invoke(yes(), ORDER_7);
        notebook.lines.clear();

        RunnableConfig fork = edit(app, waiting, CALL);
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft is long");
        app.invoke(yes(), fork);

        assertThat(notebook.lines).last().isEqualTo("write sees [deadline is friday, the client called: 300 words]");
        assertThat(memory.live("order-7"))
                .containsExactly("deadline is friday", "draft is long", "the client called: 300 words");
    }

    @Test
    void severalEditsAtOneInterruptionAreAllSeenAndARepeatedOneOnce() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));

        RunnableConfig first = edit(app, ORDER_7, CALL);
        RunnableConfig second = edit(app, first, CALL);
        RunnableConfig third =
                memory.graphs().threads(app).edit(second, "bob", memory -> memory.remember("bob agrees"));
        app.invoke(yes(), third);

        assertThat(notebook.lines)
                .last()
                .isEqualTo("write sees [bob agrees, deadline is friday, the client called: 300 words]");
        assertThat(known()).allSatisfy(memory -> assertThat(memory.assertions()).hasSize(1));
    }

    @Test
    void anEditThatFailsLeavesNothing() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));

        assertThatThrownBy(() -> edit(app, ORDER_7, memory -> {
                    CALL.accept(memory);
                    throw new IllegalStateException("the line broke");
                }))
                .hasMessage("the line broke");

        assertThat(memory.live("order-7")).containsExactly("deadline is friday");
        app.invoke(yes(), ORDER_7);
        assertThat(notebook.lines).last().isEqualTo("write sees [deadline is friday]");
    }

    /** A saver that can be set to fail. */
    private static final class FragileSaver implements BaseCheckpointSaver {

        private final BaseCheckpointSaver saver;
        private boolean fails;

        FragileSaver(BaseCheckpointSaver saver) {
            this.saver = saver;
        }

        @Override
        public java.util.Collection<Checkpoint> list(RunnableConfig config) {
            return saver.list(config);
        }

        @Override
        public Optional<Checkpoint> get(RunnableConfig config) {
            return saver.get(config);
        }

        @Override
        public RunnableConfig put(RunnableConfig config, Checkpoint checkpoint) throws Exception {
            if (fails) {
                throw new IllegalStateException("disk is full");
            }
            return saver.put(config, checkpoint);
        }

        @Override
        public Tag release(RunnableConfig config) throws Exception {
            return saver.release(config);
        }
    }

    @Test
    void anEditWithoutAStoredCheckpointIsInvisibleAndItsRepetitionIsSeenOnce() throws Exception {
        FragileSaver saver = new FragileSaver(saver());
        CompiledGraph<TestState> app = asking(notebook.node("write"))
                .compile(CompileConfig.builder().checkpointSaver(saver).build());
        app.invoke(Map.of(), ORDER_7);
        saver.fails = true;

        assertThatThrownBy(() -> edit(app, ORDER_7, CALL)).hasStackTraceContaining("disk is full");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday");

        saver.fails = false;
        app.invoke(yes(), edit(app, ORDER_7, CALL));
        assertThat(notebook.lines).last().isEqualTo("write sees [deadline is friday, the client called: 300 words]");
        assertThat(known()).allSatisfy(memory -> assertThat(memory.assertions()).hasSize(1));
    }

    CompiledGraph<TestState> withAskingSubGraph() throws Exception {
        CompileConfig saving = CompileConfig.builder().checkpointSaver(saver()).build();
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph().addNode("brief", notebook.node("brief", "client is Acme"))
                        .addNode("sub", asking(notebook.node("write")).compile(saving))
                        .addNode("review", notebook.node("review"))
                        .addEdge(START, "brief")
                        .addEdge("brief", "sub")
                        .addEdge("sub", "review")
                        .addEdge("review", END))
                .compile(saving);
        app.invoke(Map.of(), ORDER_7);
        notebook.lines.clear();
        return app;
    }

    @Test
    void theNextNodesOfAnInterruptedSubGraphSeeItAndReceiveTheAnswer() throws Exception {
        CompiledGraph<TestState> app = withAskingSubGraph();

        app.invoke(yes(), edit(app, ORDER_7, CALL));

        String all = "[client is Acme, deadline is friday, the client called: 300 words]";
        assertThat(notebook.lines)
                .containsExactly("word is yes", "ask sees " + all, "write sees " + all, "review sees " + all);
    }

    @Test
    void aSubGraphThatIsResumedWithTheOldConfigContinuesWithoutItAndItsParentSeesIt() throws Exception {
        CompiledGraph<TestState> app = withAskingSubGraph();

        edit(app, ORDER_7, CALL);
        app.invoke(yes(), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly(
                        "word is yes",
                        "ask sees [client is Acme, deadline is friday]",
                        "write sees [client is Acme, deadline is friday]",
                        "review sees [client is Acme, deadline is friday, the client called: 300 words]");
    }

    @Test
    void anInterruptedParentOfASubGraphReceivesTheAnswer() throws Exception {
        CompileConfig saving = CompileConfig.builder().checkpointSaver(saver()).build();
        CompiledGraph<TestState> editing = memory.graphs()
                .attach(graph().addNode("cut", notebook.node("cut"))
                        .addEdge(START, "cut")
                        .addEdge("cut", END))
                .compile(saving);
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph().addNode("ask", new Asking())
                        .addNode("edit", editing)
                        .addEdge(START, "ask")
                        .addEdge("ask", "edit")
                        .addEdge("edit", END))
                .compile(saving);
        app.invoke(Map.of(), ORDER_7);

        app.invoke(yes(), edit(app, ORDER_7, CALL));

        assertThat(notebook.lines)
                .containsExactly(
                        "word is yes",
                        "ask sees [the client called: 300 words]",
                        "cut sees [the client called: 300 words]");
    }

    @Test
    void editsAboutTheUserGoToTheUsersMemory() throws Exception {
        RunnableConfig forAcme = RunnableConfig.builder(ORDER_7)
                .putMetadata(GraphMemory.USER, "acme")
                .build();
        CompiledGraph<TestState> app = asking(notebook.node("write"))
                .compile(CompileConfig.builder().checkpointSaver(saver()).build());
        app.invoke(Map.of(), forAcme);

        app.invoke(yes(), edit(app, forAcme, memory -> memory.aboutUser().prefer("formal tone")));

        assertThat(notebook.lines).last().isEqualTo("write sees [deadline is friday, formal tone]");
        assertThat(OpenMemory.texts(memory.shared().user("acme").list())).containsExactly("formal tone");
    }

    @Test
    void anEditWithoutACheckpointOrOfAnotherTaskIsRefused() throws Exception {
        CompiledGraph<TestState> app = interrupted(notebook.node("write"));
        CompiledGraph<TestState> savesNothing = asking(notebook.node("write")).compile();

        assertThatThrownBy(() -> edit(app, GraphMemory.config("order-8").build(), CALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Thread order-8 has no checkpoint, so its memory cannot be edited");
        assertThatThrownBy(() -> edit(savesNothing, ORDER_7, CALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Missing CheckpointSaver");
        assertThatThrownBy(() -> edit(
                        app,
                        RunnableConfig.builder(ORDER_7)
                                .putMetadata(GraphMemory.TASK, "order-8")
                                .build(),
                        CALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("This thread began on another task than order-8");
        assertThat(memory.live("order-8")).isEmpty();
    }
}

package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.store.BlobStore;
import dev.commonground.store.MemoryStoreException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.Serialization.class)
class MemoryCheckpointSaverTest {

    static final RunnableConfig THREAD =
            RunnableConfig.builder().threadId("thread-1").build();
    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final TestState.Serialization serialization;

    MemoryCheckpointSaverTest(TestState.Serialization serialization) {
        this.serialization = serialization;
    }

    BaseCheckpointSaver saver() {
        return memory.graphs().checkpoints(serialization.serializer());
    }

    static Checkpoint checkpoint(String id) {
        return Checkpoint.builder()
                .id(id)
                .nodeId("plan")
                .nextNodeId("write")
                .state(Map.of("log", List.of("plan"), "id", id))
                .build();
    }

    static List<String> texts(Collection<Checkpoint> checkpoints) {
        return checkpoints.stream().map(MemoryCheckpointSaverTest::text).toList();
    }

    /** Returns the parts in a stable order. */
    static String text(Checkpoint checkpoint) {
        return "%s after %s before %s: %s"
                .formatted(
                        checkpoint.getId(),
                        checkpoint.getNodeId(),
                        checkpoint.getNextNodeId(),
                        new TreeMap<>(checkpoint.getState()));
    }

    static RunnableConfig at(String checkpoint) {
        return RunnableConfig.builder(THREAD).checkPointId(checkpoint).build();
    }

    @Test
    void checkpointsAreListedNewestFirstAlsoByAnotherProcess() throws Exception {
        saver().put(THREAD, checkpoint("c1"));
        saver().put(THREAD, checkpoint("c2"));
        memory.reopen();

        assertThat(texts(saver().list(THREAD))).containsExactly(text(checkpoint("c2")), text(checkpoint("c1")));
        assertThat(saver().get(THREAD)).map(Checkpoint::getId).hasValue("c2");
        assertThat(saver().get(at("c1"))).map(Checkpoint::getId).hasValue("c1");
        assertThat(saver().get(at("c3"))).isEmpty();
    }

    @Test
    void aCheckpointThatReplacesAnotherKeepsItsPlace() throws Exception {
        for (String id : List.of("c1", "c2", "c3")) {
            saver().put(THREAD, checkpoint(id));
        }
        saver().put(at("c2"), checkpoint("c2b"));
        memory.reopen();

        assertThat(saver().list(THREAD)).extracting(Checkpoint::getId).containsExactly("c3", "c2b", "c1");
        assertThatThrownBy(() -> saver().put(at("c2"), checkpoint("c4"))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void threadsWithSimilarNamesDoNotMix() throws Exception {
        List<String> names = List.of("a", "a/b", "a/", "%", "_", "Ä \n'\"", "b");
        BaseCheckpointSaver saver = saver();
        for (String name : names) {
            saver.put(RunnableConfig.builder().threadId(name).build(), checkpoint("of " + name));
        }

        saver.release(RunnableConfig.builder().threadId("a").build());

        assertThat(saver.list(RunnableConfig.builder().threadId("a").build())).isEmpty();
        assertThat(names.subList(1, names.size()))
                .allSatisfy(name -> assertThat(saver.list(
                                RunnableConfig.builder().threadId(name).build()))
                        .extracting(Checkpoint::getId)
                        .containsExactly("of " + name));
        assertThat(saver.list(RunnableConfig.builder().build())).isEmpty();
    }

    @Test
    void aReleasedThreadBeginsAgainInEveryProcess() throws Exception {
        BaseCheckpointSaver here = saver();
        here.put(THREAD, checkpoint("c1"));
        BaseCheckpointSaver elsewhere = GraphMemory.over(memory.reopen()).checkpoints(serialization.serializer());
        assertThat(elsewhere.list(THREAD)).hasSize(1);

        assertThat(texts(here.release(THREAD).checkpoints())).containsExactly(text(checkpoint("c1")));
        assertThat(elsewhere.list(THREAD)).isEmpty();

        here.put(THREAD, checkpoint("c2"));
        assertThat(elsewhere.list(THREAD)).extracting(Checkpoint::getId).containsExactly("c2");
    }

    @Test
    void twoAlternatingProcessesSeeEachOthersCheckpoints() throws Exception {
        BaseCheckpointSaver here = saver();
        BaseCheckpointSaver there = GraphMemory.over(memory.reopen()).checkpoints(serialization.serializer());

        here.put(THREAD, checkpoint("c1"));
        there.put(THREAD, checkpoint("c2"));
        here.put(THREAD, checkpoint("c3"));
        there.put(at("c3"), checkpoint("c3b"));

        assertThat(here.list(THREAD)).extracting(Checkpoint::getId).containsExactly("c3b", "c2", "c1");
    }

    @Test
    void itKeepsTheSameCheckpointsAsLangGraph4jsOwnSaverForSeed42() throws Exception {
        Random random = new Random(42);
        BaseCheckpointSaver saver = saver();
        BaseCheckpointSaver model = new MemorySaver();
        for (int i = 0; i < 200; i++) {
            RunnableConfig config = RunnableConfig.builder()
                    .threadId("thread-" + random.nextInt(3))
                    .build();
            List<Checkpoint> there = new ArrayList<>(model.list(config));
            int choice = random.nextInt(10);
            if (choice == 0) {
                assertThat(texts(saver.release(config).checkpoints()))
                        .isEqualTo(texts(model.release(config).checkpoints()));
            } else if (choice < 4 && !there.isEmpty()) {
                RunnableConfig old = RunnableConfig.builder(config)
                        .checkPointId(there.get(random.nextInt(there.size())).getId())
                        .build();
                saver.put(old, checkpoint("c" + i));
                model.put(old, checkpoint("c" + i));
            } else {
                saver.put(config, checkpoint("c" + i));
                model.put(config, checkpoint("c" + i));
            }
            if (i % 20 == 0) {
                memory.reopen();
                saver = saver();
            }
            assertThat(texts(saver.list(config))).isEqualTo(texts(model.list(config)));
        }
    }

    /** A store that can be set to fail and that counts its reads. */
    private static final class FragileBlobs implements BlobStore {

        private final BlobStore blobs;
        private boolean fails;
        private int itemsListed;

        FragileBlobs(BlobStore blobs) {
            this.blobs = blobs;
        }

        @Override
        public void put(String collection, String key, byte[] data) {
            failIfSet();
            blobs.put(collection, key, data);
        }

        @Override
        public boolean putIfAbsent(String collection, String key, byte[] data) {
            failIfSet();
            return blobs.putIfAbsent(collection, key, data);
        }

        private void failIfSet() {
            if (fails) {
                throw new MemoryStoreException("The disk is full", new java.io.IOException("full"));
            }
        }

        @Override
        public Optional<byte[]> get(String collection, String key) {
            return blobs.get(collection, key);
        }

        @Override
        public List<Blob> list(String collection) {
            List<Blob> items = blobs.list(collection);
            itemsListed += items.size();
            return items;
        }

        @Override
        public void remove(String collection) {
            blobs.remove(collection);
        }
    }

    @Test
    void anExclusiveRunStopsIfAnotherHasContinuedItsThread() throws Exception {
        BlobStore blobs = memory.shared().blobs();
        MemoryCheckpointSaver first = new MemoryCheckpointSaver(blobs, serialization.serializer());
        MemoryCheckpointSaver second = new MemoryCheckpointSaver(blobs, serialization.serializer());
        RunnableConfig one =
                GraphMemory.exclusive(RunnableConfig.builder(THREAD)).build();
        RunnableConfig two =
                GraphMemory.exclusive(RunnableConfig.builder(THREAD)).build();
        first.put(one, checkpoint("c1"));
        first.put(one, checkpoint("c2"));

        second.put(two, checkpoint("c3"));

        assertThatThrownBy(() -> first.put(one, checkpoint("c4")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("Thread .+ was continued by another run: resume it if that one has ended");
        second.put(two, checkpoint("c5"));
        assertThat(first.list(THREAD)).extracting(Checkpoint::getId).containsExactly("c5", "c3", "c2", "c1");
    }

    @Test
    void anExclusiveRunStopsIfAnotherHasContinuedItsThreadSinceItsFirstRead() throws Exception {
        RunnableConfig one =
                GraphMemory.exclusive(RunnableConfig.builder(THREAD)).build();
        BaseCheckpointSaver saver = saver();
        assertThat(saver.get(one)).isEmpty();

        saver().put(THREAD, checkpoint("c1"));

        assertThatThrownBy(() -> saver.put(one, checkpoint("c2"))).hasMessageContaining("was continued by another run");
    }

    @Test
    void aThreadThatBeganAgainIsReadAgainThoughItIsAsLong() throws Exception {
        BaseCheckpointSaver here = saver();
        here.put(THREAD, checkpoint("c1"));
        BaseCheckpointSaver elsewhere = saver();

        elsewhere.release(THREAD);
        elsewhere.put(THREAD, checkpoint("c2"));

        assertThat(here.list(THREAD)).extracting(Checkpoint::getId).containsExactly("c2");
    }

    @Test
    void aCheckpointThatFailedToBeWrittenIsNotListed() throws Exception {
        FragileBlobs blobs = new FragileBlobs(memory.shared().blobs());
        MemoryCheckpointSaver saver = new MemoryCheckpointSaver(blobs, serialization.serializer());
        saver.put(THREAD, checkpoint("c1"));

        blobs.fails = true;
        assertThatThrownBy(() -> saver.put(THREAD, checkpoint("c2"))).isInstanceOf(MemoryStoreException.class);
        blobs.fails = false;

        assertThat(saver.list(THREAD)).extracting(Checkpoint::getId).containsExactly("c1");
        saver.put(THREAD, checkpoint("c3"));
        assertThat(saver().list(THREAD)).extracting(Checkpoint::getId).containsExactly("c3", "c1");
    }

    @Test
    void aLongHistoryIsNotReadAgainAtEachStep() throws Exception {
        FragileBlobs blobs = new FragileBlobs(memory.shared().blobs());
        MemoryCheckpointSaver saver = new MemoryCheckpointSaver(blobs, serialization.serializer());

        for (int i = 0; i < 50; i++) {
            saver.put(THREAD, checkpoint("c" + i));
            saver.get(THREAD);
        }

        assertThat(blobs.itemsListed).isZero();
        assertThat(saver.list(THREAD)).hasSize(50);
    }

    @Test
    void manyThreadsAreAllKept() throws Exception {
        BaseCheckpointSaver saver = saver();
        List<RunnableConfig> threads = IntStream.range(0, 100)
                .mapToObj(i -> RunnableConfig.builder().threadId("t" + i).build())
                .toList();
        for (RunnableConfig thread : threads) {
            saver.put(thread, checkpoint("first"));
        }

        for (RunnableConfig thread : threads) {
            saver.put(thread, checkpoint("second"));
        }

        assertThat(threads).allSatisfy(thread -> assertThat(saver.list(thread)).hasSize(2));
    }

    static CompiledGraph<TestState> proposal(
            SharedMemory memory,
            TestState.Serialization serialization,
            AsyncNodeActionWithConfig<TestState> plan,
            AsyncNodeActionWithConfig<TestState> write)
            throws Exception {
        GraphMemory graphs = GraphMemory.over(memory);
        StateGraph<TestState> graph = new StateGraph<>(graphs.schema(TestState.SCHEMA), serialization.serializer())
                .addNode("plan", plan)
                .addNode("write", write)
                .addEdge(START, "plan")
                .addEdge("plan", "write")
                .addEdge("write", END);
        return graphs.attach(graph)
                .compile(CompileConfig.builder()
                        .checkpointSaver(graphs.checkpoints(graph.getStateSerializer()))
                        .build());
    }

    @Test
    void anotherProcessResumesAFailedRun() throws Exception {
        CompiledGraph<TestState> here = proposal(
                memory.shared(),
                serialization,
                notebook.node("plan", "deadline is friday"),
                notebook.failing("write", 1, "draft 1"));
        assertThatThrownBy(() -> here.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("write fails");

        CompiledGraph<TestState> there =
                proposal(memory.reopen(), serialization, notebook.node("plan"), notebook.node("write", "draft 2"));
        there.invoke(GraphInput.resume(), ORDER_7);

        assertThat(notebook.lines)
                .containsExactly("plan sees []", "write sees [deadline is friday]", "write sees [deadline is friday]");
        assertThat(memory.live("order-7")).containsExactly("deadline is friday", "draft 2");
    }

    /** Returns a graph and its compiled sub-graph, which share a saver. */
    CompiledGraph<TestState> nested() throws Exception {
        CompileConfig saving = CompileConfig.builder().checkpointSaver(saver()).build();
        StateGraph<TestState> inner = new StateGraph<>(
                        memory.graphs().schema(TestState.SCHEMA), serialization.serializer())
                .addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addEdge(START, "cut")
                .addEdge("cut", END);
        return memory.graphs()
                .attach(new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), serialization.serializer())
                        .addNode("edit", memory.graphs().attach(inner).compile(saving))
                        .addEdge(START, "edit")
                        .addEdge("edit", END))
                .compile(saving);
    }

    int kept(String thread) {
        return saver().list(RunnableConfig.builder().threadId(thread).build()).size();
    }

    @Test
    void deletingATaskDeletesTheCheckpointsOfItsThreads() throws Exception {
        CompiledGraph<TestState> app = nested();
        app.invoke(Map.of(), RunnableConfig.builder(ORDER_7).threadId("named").build());
        app.invoke(Map.of(), RunnableConfig.builder().threadId("order-7").build());
        app.invoke(Map.of(), RunnableConfig.builder().threadId("order-8").build());
        List<String> threads = List.of("named", "named_subgraph_edit", "order-7", "order-7_subgraph_edit");
        assertThat(threads).allMatch(thread -> kept(thread) > 0);

        memory.shared().task("order-7").delete();

        assertThat(threads).allMatch(thread -> kept(thread) == 0);
        assertThat(kept("order-8")).isPositive();
    }

    @Test
    void deletingAUserDeletesTheCheckpointsOfItsRuns() throws Exception {
        CompiledGraph<TestState> app = nested();
        RunnableConfig ofAda = RunnableConfig.builder(ORDER_7)
                .putMetadata(GraphMemory.USER, "ada")
                .build();
        memory.shared().user("ada").remember("Ada likes tea");
        app.invoke(Map.of(), ORDER_7);
        app.invoke(Map.of(), ofAda);
        app.invoke(Map.of(), RunnableConfig.builder().threadId("order-8").build());

        memory.shared().deleteUser("ada");

        assertThat(kept("order-7")).isZero();
        assertThat(kept("order-7_subgraph_edit")).isZero();
        assertThat(kept("order-8")).isPositive();
    }

    @Test
    void theCheckpointsOfAGraphWithoutTheMemoryBelongToWhomTheirConfigNames() throws Exception {
        memory.shared().task("order-7").agent("boss").remember("The deadline is friday");
        memory.shared().user("ada").remember("Ada likes tea");
        RunnableConfig ofTask = RunnableConfig.builder()
                .threadId("a")
                .putMetadata(GraphMemory.TASK, "order-7")
                .build();
        RunnableConfig ofUser = RunnableConfig.builder()
                .threadId("b")
                .putMetadata(GraphMemory.USER, "ada")
                .build();
        saver().put(ofTask, checkpoint("c1"));
        saver().put(ofUser, checkpoint("c2"));

        memory.shared().task("order-7").delete();
        assertThat(List.of(kept("a"), kept("b"))).containsExactly(0, 1);
        memory.shared().deleteUser("ada");
        assertThat(kept("b")).isZero();
    }

    @Test
    void erasingAMemoryOverwritesItsWordsInTheCheckpointsOfItsThread() throws Exception {
        String secret = "Ann earns 90,000 euros";
        RunnableConfig thread = RunnableConfig.builder().threadId("order-7").build();
        CompiledGraph<TestState> app = proposal(
                memory.shared(),
                serialization,
                notebook.node("plan", secret),
                node_async((state, config) -> Map.of("answer", secret)));
        app.invoke(Map.of(), thread);
        AgentMemory plan = memory.shared().task("order-7").agent("plan");

        plan.erase(plan.list().get(0).id());

        assertThat(saver().list(thread))
                .isNotEmpty()
                .allSatisfy(kept -> assertThat(kept.toString()).doesNotContain("90,000"));
    }

    /** Runs the graph in a process that halts in the middle of the second node. */
    static final class DyingProcess {

        private DyingProcess() {}

        public static void main(String[] arguments) throws Exception {
            SharedMemory memory =
                    SharedMemory.builder(Path.of(arguments[0])).keywordsOnly().open();
            Notebook notebook = new Notebook();
            AsyncNodeActionWithConfig<TestState> write = notebook.node("write", "draft 1");
            proposal(
                            memory,
                            TestState.Serialization.valueOf(arguments[1]),
                            notebook.node("plan", "deadline is friday"),
                            (state, config) -> write.apply(state, config)
                                    .whenComplete((result, error) ->
                                            Runtime.getRuntime().halt(9)))
                    .invoke(Map.of(), ORDER_7);
        }
    }

    @Test
    void aProcessThatIsKilledIsResumedByAnother(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("memory.db");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + "target/test-classes",
                        DyingProcess.class.getName(),
                        file.toString(),
                        serialization.name())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(9);

        try (SharedMemory reopened = SharedMemory.builder(file).keywordsOnly().open()) {
            proposal(reopened, serialization, notebook.node("plan"), notebook.node("write", "draft 2"))
                    .invoke(GraphInput.resume(), ORDER_7);

            assertThat(notebook.lines).containsExactly("write sees [deadline is friday]");
            assertThat(OpenMemory.texts(
                            reopened.task("order-7").agent("auditor").list()))
                    .containsExactly("deadline is friday", "draft 2");
        }
    }
}

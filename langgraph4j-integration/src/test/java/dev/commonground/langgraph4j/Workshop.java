package dev.commonground.langgraph4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncCommandAction;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.checkpoint.FileSystemSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.serializer.StateSerializer;

/** Makes the nodes of a graph that is run, crashed and replayed, and records what each node saw. */
final class Workshop {

    /** The store of the checkpoints. */
    enum Saver {
        MEMORY,
        FILE_SYSTEM,
        STORE;

        private BaseCheckpointSaver open(Path folder, GraphMemory graphs, StateSerializer<TestState> serializer) {
            return switch (this) {
                case MEMORY -> new MemorySaver();
                case FILE_SYSTEM -> new FileSystemSaver(folder, serializer);
                case STORE -> graphs.checkpoints(serializer);
            };
        }
    }

    /** The memories that a node read, and those that an outside reader saw at the same time. */
    record NodeReads(String node, List<String> own, List<String> outside) {}

    /** Fails once, at the n-th checkpoint from now, like a process that dies between a commit and its checkpoint. */
    private static final class CrashingSaver implements BaseCheckpointSaver {
        private final BaseCheckpointSaver saver;
        private int left = Integer.MAX_VALUE;

        private CrashingSaver(BaseCheckpointSaver saver) {
            this.saver = saver;
        }

        @Override
        public Collection<Checkpoint> list(RunnableConfig config) {
            return saver.list(config);
        }

        @Override
        public Optional<Checkpoint> get(RunnableConfig config) {
            return saver.get(config);
        }

        @Override
        public RunnableConfig put(RunnableConfig config, Checkpoint checkpoint) throws Exception {
            if (left-- == 0) {
                throw new IllegalStateException("the process died");
            }
            return saver.put(config, checkpoint);
        }

        @Override
        public Tag release(RunnableConfig config) throws Exception {
            return saver.release(config);
        }
    }

    final List<NodeReads> reads = Collections.synchronizedList(new ArrayList<>());
    private final OpenMemory memory;
    private final TestState.Serialization serialization;
    private final CrashingSaver saver;
    private String task = "order-7";
    private String fails = "";
    private Consumer<String> during = node -> {};
    private Consumer<StateGraph<TestState>> before = graph -> {};
    private Consumer<StateGraph<TestState>> after = graph -> {};

    Workshop(OpenMemory memory, Path folder, Saver saver, TestState.Serialization serialization) {
        this.memory = memory;
        this.serialization = serialization;
        this.saver = new CrashingSaver(saver.open(folder, memory.graphs(), serialization.serializer()));
    }

    /** Switches to another task, in a thread with the same name. */
    void on(String other) {
        task = other;
        reads.clear();
        during = node -> {};
    }

    RunnableConfig config() {
        return GraphMemory.config(task).build();
    }

    boolean hasBegun() {
        return saver.get(config()).isPresent();
    }

    void crashAfter(int checkpoints) {
        saver.left = checkpoints;
    }

    void failOnceIn(String node) {
        fails = node;
    }

    /** Sets an action that runs within each node, between its two reads of the memory. */
    void during(Consumer<String> what) {
        during = what;
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), serialization.serializer());
    }

    StateGraph<TestState> attached(StateGraph<TestState> graph) {
        before.accept(graph);
        memory.graphs().attach(graph);
        after.accept(graph);
        return graph;
    }

    /** Sets actions that run on each graph before and after the memory is attached. */
    void onAttach(Consumer<StateGraph<TestState>> before, Consumer<StateGraph<TestState>> after) {
        this.before = before;
        this.after = after;
    }

    CompileConfig saving() {
        return CompileConfig.builder().checkpointSaver(saver).build();
    }

    CompiledGraph<TestState> compiled(Shape shape) throws Exception {
        return attached(shape.graph(this)).compile(saving());
    }

    /** Returns what an outside reader sees, one line for each assertion. */
    List<String> live() {
        return memory.shared().task(task).agent("auditor").list().stream()
                .flatMap(found -> found.assertions().stream().map(assertion -> found.text()))
                .sorted()
                .toList();
    }

    /** Returns a node that remembers how many memories it saw, which exposes a lost or a duplicate memory. */
    AsyncNodeActionWithConfig<TestState> node(String name) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            work(name, config);
            return Map.of("log", List.of(name + " " + state.log().size()));
        });
    }

    /** How a node starts a graph. */
    interface GraphStart {
        void start(TestState state, RunnableConfig config) throws Exception;
    }

    /** Returns such a node that starts a graph after its own work. */
    AsyncNodeActionWithConfig<TestState> starting(String name, GraphStart graph) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            work(name, config);
            graph.start(state, config);
            return Map.of("log", List.of(name + " " + state.log().size()));
        });
    }

    /** Returns such a node that streams its result. */
    AsyncNodeActionWithConfig<TestState> stream(String name) {
        AsyncNodeActionWithConfig<TestState> streaming =
                ScriptedStreamModel.says("str", "eam").plainNode();
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            work(name, config);
            return streaming.apply(state, config).join();
        });
    }

    /** Returns a conditional edge that always leads to the same node and can be set to fail once. */
    AsyncCommandAction<TestState> edge(String to) {
        return AsyncCommandAction.command_async((state, config) -> {
            failOnce("edge");
            return new Command(to);
        });
    }

    private void work(String name, RunnableConfig config) {
        List<String> seen = OpenMemory.texts(GraphMemory.memory(config).list());
        reads.add(new NodeReads(name, seen, live()));
        during.accept(name);
        List<String> again = OpenMemory.texts(GraphMemory.memory(config).list());
        if (!again.equals(seen)) {
            throw new AssertionError("Within %s the memory changed from %s to %s".formatted(name, seen, again));
        }
        GraphMemory.memory(config).remember("%s saw %d".formatted(name, seen.size()));
        failOnce(name);
    }

    private void failOnce(String name) {
        if (fails.equals(name)) {
            fails = "";
            throw new IllegalStateException(name + " fails");
        }
    }

    /** Returns the names of the nodes that have read the memory. */
    Set<String> nodes() {
        return new TreeSet<>(reads.stream().map(NodeReads::node).toList());
    }
}

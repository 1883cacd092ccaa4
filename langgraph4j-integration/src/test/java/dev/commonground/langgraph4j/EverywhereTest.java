package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Cursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties of every graph shape, with every saver and both serializers: pairwise by default, every combination with
 * {@code -Pproofs}.
 */
@Tag("repeated")
class EverywhereTest {

    private static final int MOST_CHECKPOINTS = 20;

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    @TempDir
    Path folder;

    final ExecutorService pool = Executors.newFixedThreadPool(3);

    @SuppressWarnings("NullAway.Init") // each test opens it
    Workshop shop;

    /** A graph, where its checkpoints are kept, and how they are written. */
    record Setting(Shape shape, Workshop.Saver saver, TestState.Serialization serialization) {

        @Override
        public String toString() {
            return "%s, %s, %s".formatted(shape, saver, serialization);
        }
    }

    /**
     * By default a saver meets the serializers in turn; as the savers are three, each shape meets both serializers. A shape
     * whose node starts a graph meets one saver.
     */
    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        List<TestState.Serialization> serializations = List.of(TestState.Serialization.values());
        List<Workshop.Saver> savers = List.of(Workshop.Saver.values());
        int turn = 0;
        for (Shape shape : Shape.values()) {
            int saverOfStarted = turn++ % savers.size();
            for (Workshop.Saver saver : savers) {
                boolean proofs = Boolean.getBoolean("proofs");
                if (proofs || !shape.startsAGraph() || saver.equals(savers.get(saverOfStarted))) {
                    List<TestState.Serialization> chosen =
                            proofs ? serializations : List.of(serializations.get(turn++ % 2));
                    chosen.forEach(serialization -> settings.add(new Setting(shape, saver, serialization)));
                }
            }
        }
        return settings;
    }

    private Shape open(Setting setting) {
        shop = new Workshop(memory, folder, setting.saver(), setting.serialization());
        return setting.shape();
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    RunnableConfig config(Shape shape) {
        return config(shape, shop.config());
    }

    RunnableConfig config(Shape shape, RunnableConfig config) {
        Executor executor = shape == Shape.BRANCHES_ON_AN_EXECUTOR ? pool : Runnable::run;
        return RunnableConfig.builder(config)
                .putMetadata(
                        GraphMemory.TASK,
                        shop.config().metadata(GraphMemory.TASK).orElseThrow())
                .addParallelNodeExecutor("plan", executor)
                .build();
    }

    /** Runs the graph from its current state. */
    void run(CompiledGraph<TestState> app, Shape shape) throws Exception {
        app.invoke(shop.hasBegun() ? GraphInput.resume() : GraphInput.args(Map.of()), config(shape));
    }

    /** Resumes the graph if LangGraph4j supports it; LangGraph4jTrapsTest shows when it does not. */
    boolean resumes(CompiledGraph<TestState> app, Shape shape) throws Exception {
        try {
            run(app, shape);
            return true;
        } catch (RuntimeException e) {
            if (!shape.hasACompiledSubGraph()) {
                throw e;
            }
            assertThat(e).hasStackTraceContaining("Resume request without a");
            return false;
        }
    }

    /** Returns the memories that an undisturbed run leaves. */
    List<String> undisturbed(CompiledGraph<TestState> app, Shape shape) throws Exception {
        shop.on("undisturbed");
        run(app, shape);
        return shop.live();
    }

    List<String> asOf(Cursor cursor) {
        String task = shop.config().metadata(GraphMemory.TASK).orElseThrow().toString();
        return OpenMemory.texts(
                memory.shared().task(task).asOf(cursor).agent("auditor").list());
    }

    /** An outside reader sees only what the running node sees: no crashed attempt and no abandoned future. */
    void outsideReadersNeverSawMoreThanTheNodes() {
        assertThat(shop.reads)
                .isNotEmpty()
                .allSatisfy(read -> assertThat(read.own()).as(read.node()).containsAll(read.outside()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aCrashAfterAnyCommitIsSeenOnce(Setting setting) throws Exception {
        Shape shape = open(setting);
        CompiledGraph<TestState> app = shop.compiled(shape);
        List<String> expected = undisturbed(app, shape);

        for (int crash = 0; crash < MOST_CHECKPOINTS; crash++) {
            shop.on("crash-" + crash);
            shop.crashAfter(crash);
            try {
                run(app, shape);
                break;
            } catch (RuntimeException e) {
                assertThat(e).hasStackTraceContaining("the process died");
            }
            if (resumes(app, shape)) {
                assertThat(shop.live()).as("crash at checkpoint %d", crash).isEqualTo(expected);
            }
            outsideReadersNeverSawMoreThanTheNodes();
        }
        shop.crashAfter(Integer.MAX_VALUE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aNodeThatFailsLeavesNothingAndItsRetryIsSeenOnce(Setting setting) throws Exception {
        Shape shape = open(setting);
        CompiledGraph<TestState> app = shop.compiled(shape);
        List<String> expected = undisturbed(app, shape);
        List<String> nodes = new ArrayList<>(shop.nodes());
        if (shape == Shape.CONDITIONAL_EDGE) {
            nodes.add("edge");
        }

        for (String node : nodes) {
            shop.on("fails-in-" + node);
            shop.failOnceIn(node);
            assertThatThrownBy(() -> run(app, shape)).hasStackTraceContaining(node + " fails");
            assertThat(expected).containsAll(shop.live());
            assertThat(shop.live()).noneMatch(text -> text.startsWith(node + " "));

            if (resumes(app, shape)) {
                assertThat(shop.live()).as("%s fails", node).isEqualTo(expected);
            }
            outsideReadersNeverSawMoreThanTheNodes();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aReplayFromAnyCheckpointSeesTheMemoryAsOfIt(Setting setting) throws Exception {
        Shape shape = open(setting);
        fromEveryCheckpoint(shape, (app, checkpoint) -> checkpoint);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aForkFromAnyCheckpointSeesTheMemoryAsOfIt(Setting setting) throws Exception {
        Shape shape = open(setting);
        fromEveryCheckpoint(shape, (app, checkpoint) -> app.updateState(checkpoint, Map.of("word", "fork")));
    }

    /** Turns a checkpoint into the config that a run continues from. */
    private interface Departure {
        RunnableConfig from(CompiledGraph<TestState> app, RunnableConfig checkpoint) throws Exception;
    }

    private void fromEveryCheckpoint(Shape shape, Departure departure) throws Exception {
        CompiledGraph<TestState> app = shop.compiled(shape);
        List<String> expected = undisturbed(app, shape);
        List<StateSnapshot<TestState>> history = List.copyOf(app.getStateHistory(shop.config()));
        for (StateSnapshot<TestState> snapshot : history) {
            Cursor cursor = CursorChannel.in(snapshot.state().data());
            List<String> then = cursor.scopes().isEmpty() ? List.of() : asOf(cursor);
            if ("__END__".equals(snapshot.next()) || (shape.hasACompiledSubGraph() && "sub".equals(snapshot.next()))) {
                continue;
            }
            shop.reads.clear();

            app.invoke(GraphInput.resume(), config(shape, departure.from(app, snapshot.config())));

            assertThat(shop.reads.get(0).own()).as("before %s", snapshot.next()).isEqualTo(then);
            if (!shape.subGraphHasAHistory()) {
                assertThat(shop.live()).as("from before %s", snapshot.next()).isEqualTo(expected);
            }
            outsideReadersNeverSawMoreThanTheNodes();
            assertThat(cursor.scopes().isEmpty() ? List.of() : asOf(cursor)).isEqualTo(then);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void othersAreSeenBetweenStepsAndNeverWithinOne(Setting setting) throws Exception {
        Shape shape = open(setting);
        CompiledGraph<TestState> app = shop.compiled(shape);
        undisturbed(app, shape);
        for (String node : List.copyOf(shop.nodes())) {
            shop.on("news-in-" + node);
            String news = "changed while %s ran".formatted(node);
            shop.during(at -> {
                if (at.equals(node)) {
                    memory.shared().task("news-in-" + node).person("boss").remember(news);
                }
            });

            run(app, shape);

            if (!node.equals("write")) {
                assertThat(shop.reads.get(shop.reads.size() - 1).own()).contains(news);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void theStateGrowsByOneShortString(Setting setting) throws Exception {
        Shape shape = open(setting);
        CompiledGraph<TestState> app = shop.compiled(shape);
        undisturbed(app, shape);

        assertThat(app.getStateHistory(shop.config())).allSatisfy(snapshot -> {
            Set<String> keys = snapshot.state().data().keySet();
            assertThat(Set.of("log", "answer", "word", GraphMemory.CURSOR)).containsAll(keys);
            assertThat(snapshot.state().text(GraphMemory.CURSOR)).hasSizeLessThan(500);
        });
    }
}

package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.log.Cursor;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds in every shape of graph, under both serializers and with every saver. */
@ParameterizedClass(name = "{0} with {1}")
@CsvSource({
    "MEMORY, OBJECT_STREAM",
    "MEMORY, JACKSON",
    "FILE_SYSTEM, OBJECT_STREAM",
    "FILE_SYSTEM, JACKSON",
    "SHELF, OBJECT_STREAM",
    "SHELF, JACKSON"
})
class EverywhereTest {

    private static final int MOST_CHECKPOINTS = 20;

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    @TempDir
    Path folder;

    final Workshop.Saver saver;
    final TestState.Serialization serialization;
    final ExecutorService pool = Executors.newFixedThreadPool(3);
    Workshop shop;

    EverywhereTest(Workshop.Saver saver, TestState.Serialization serialization) {
        this.saver = saver;
        this.serialization = serialization;
    }

    @BeforeEach
    void open() {
        shop = new Workshop(memory, folder, saver, serialization);
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

    /** Runs the graph from where it stands. */
    void run(CompiledGraph<TestState> app, Shape shape) throws Exception {
        app.invoke(shop.hasBegun() ? GraphInput.resume() : GraphInput.args(Map.of()), config(shape));
    }

    /** Resumes the graph where LangGraph4j can: see the traps about compiled sub-graphs. */
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

    /** Returns what an undisturbed run leaves. */
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

    /** Nobody outside sees what the node at work does not: no crashed attempt, no abandoned future. */
    void nobodySawMoreThanTheNodes() {
        assertThat(shop.looks)
                .isNotEmpty()
                .allSatisfy(look -> assertThat(look.own()).as(look.node()).containsAll(look.outside()));
    }

    @ParameterizedTest
    @EnumSource
    void aCrashAfterAnyCommitIsSeenOnce(Shape shape) throws Exception {
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
            nobodySawMoreThanTheNodes();
        }
        shop.crashAfter(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatFailsLeavesNothingAndItsRetryIsSeenOnce(Shape shape) throws Exception {
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
            nobodySawMoreThanTheNodes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayFromAnyCheckpointSeesTheMemoryAsOfIt(Shape shape) throws Exception {
        fromEveryCheckpoint(shape, (app, checkpoint) -> checkpoint);
    }

    @ParameterizedTest
    @EnumSource
    void aForkFromAnyCheckpointSeesTheMemoryAsOfIt(Shape shape) throws Exception {
        fromEveryCheckpoint(shape, (app, checkpoint) -> app.updateState(checkpoint, Map.of("word", "fork")));
    }

    /** Makes of a checkpoint what a run goes on from. */
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
            shop.looks.clear();

            app.invoke(GraphInput.resume(), config(shape, departure.from(app, snapshot.config())));

            assertThat(shop.looks.get(0).own()).as("before %s", snapshot.next()).isEqualTo(then);
            if (!shape.subGraphHasAHistory()) {
                assertThat(shop.live()).as("from before %s", snapshot.next()).isEqualTo(expected);
            }
            nobodySawMoreThanTheNodes();
            assertThat(cursor.scopes().isEmpty() ? List.of() : asOf(cursor)).isEqualTo(then);
        }
    }

    @ParameterizedTest
    @EnumSource
    void othersAreSeenBetweenStepsAndNeverWithinOne(Shape shape) throws Exception {
        CompiledGraph<TestState> app = shop.compiled(shape);
        undisturbed(app, shape);
        for (String node : List.copyOf(shop.nodes())) {
            shop.on("news-in-" + node);
            String news = "somebody came while %s worked".formatted(node);
            shop.during(at -> {
                if (at.equals(node)) {
                    memory.shared().task("news-in-" + node).person("boss").remember(news);
                }
            });

            run(app, shape);

            if (!node.equals("write")) {
                assertThat(shop.looks.get(shop.looks.size() - 1).own()).contains(news);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStateGrowsByOneShortString(Shape shape) throws Exception {
        CompiledGraph<TestState> app = shop.compiled(shape);
        undisturbed(app, shape);

        assertThat(app.getStateHistory(shop.config())).allSatisfy(snapshot -> {
            Set<String> keys = snapshot.state().data().keySet();
            assertThat(Set.of("log", "answer", GraphMemory.CURSOR)).containsAll(keys);
            assertThat(snapshot.state().text(GraphMemory.CURSOR)).hasSizeLessThan(500);
        });
    }
}

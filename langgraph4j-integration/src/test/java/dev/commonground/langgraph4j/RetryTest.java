package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.hook.NodeHook;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The memories of a failed node that a hook runs a second time, for each position of the hook. */
@ParameterizedClass(name = "hook {0} the memory, {1}")
@CsvSource({"INSIDE, OBJECT_STREAM", "INSIDE, JACKSON", "AROUND, OBJECT_STREAM", "AROUND, JACKSON"})
class RetryTest {

    /** The position of the hook; the hook that is added last is called first. */
    enum Where {
        INSIDE,
        AROUND
    }

    /** Runs a failed action once more. */
    private record Retry() implements NodeHook.WrapCall<TestState> {

        @Override
        public CompletableFuture<Map<String, Object>> applyWrap(
                String node, TestState state, RunnableConfig config, AsyncNodeActionWithConfig<TestState> action) {
            return attempt(state, config, action).exceptionallyCompose(e -> action.apply(state, config));
        }

        private static CompletableFuture<Map<String, Object>> attempt(
                TestState state, RunnableConfig config, AsyncNodeActionWithConfig<TestState> action) {
            try {
                return action.apply(state, config);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    @TempDir
    Path folder;

    final Where where;
    final TestState.Serialization serialization;

    RetryTest(Where where, TestState.Serialization serialization) {
        this.where = where;
        this.serialization = serialization;
    }

    private static void addRetry(StateGraph<TestState> graph) {
        graph.addWrapCallNodeHook(new Retry());
    }

    @ParameterizedTest
    @EnumSource
    void isSeenOnce(Shape shape) throws Exception {
        Workshop shop = new Workshop(memory, folder, Workshop.Saver.MEMORY, serialization);
        shop.onAttach(
                graph -> {
                    if (where == Where.INSIDE) {
                        addRetry(graph);
                    }
                },
                graph -> {
                    if (where == Where.AROUND) {
                        addRetry(graph);
                    }
                });
        CompiledGraph<TestState> app = shop.compiled(shape);
        app.invoke(Map.of(), shop.config());
        List<String> expected = shop.live();

        for (String node : List.copyOf(shop.nodes())) {
            shop.on("fails-in-" + node);
            shop.failOnceIn(node);

            app.invoke(Map.of(), shop.config());

            assertThat(shop.live()).as("%s fails", node).isEqualTo(expected);
        }
    }
}

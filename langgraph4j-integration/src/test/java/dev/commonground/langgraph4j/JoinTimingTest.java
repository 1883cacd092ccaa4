package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.bsc.langgraph4j.RunnableConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The result of a join under many schedules of its branches. */
@Tag("repeated")
class JoinTimingTest {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("proofs") ? 50 : 10);
    }

    /** Runs the branches in one fixed order. */
    private static final class Turnstile {
        private final List<String> order;

        private Turnstile(List<String> order) {
            this.order = new ArrayList<>(order);
        }

        synchronized void pass(String who) {
            try {
                while (order.contains(who) && !order.get(0).equals(who)) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("No branch waits forever here", e);
            }
            order.remove(who);
            notifyAll();
        }
    }

    /** Returns a random interleaving of the turns of two branches. */
    private static List<String> interleaved(List<String> left, List<String> right, Random random) {
        List<String> order = new ArrayList<>();
        int ofLeft = 0;
        int ofRight = 0;
        while (order.size() < left.size() + right.size()) {
            boolean goLeft = ofRight == right.size() || (ofLeft < left.size() && random.nextBoolean());
            order.add(goLeft ? left.get(ofLeft++) : right.get(ofRight++));
        }
        return order;
    }

    private List<String> joined(Shape shape, List<String> order, long seed) throws Exception {
        Workshop shop = new Workshop(
                memory,
                folder,
                Workshop.Saver.MEMORY,
                seed % 2 == 0 ? TestState.Serialization.OBJECT_STREAM : TestState.Serialization.JACKSON);
        Turnstile turnstile = new Turnstile(order);
        shop.during(node -> {
            turnstile.pass(node);
            turnstile.pass(node);
        });
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            RunnableConfig config = RunnableConfig.builder(shop.config())
                    .addParallelNodeExecutor("plan", pool)
                    .build();
            shop.compiled(shape).invoke(Map.of(), config);
        } finally {
            pool.shutdownNow();
        }
        return shop.live();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aJoinDoesNotDependOnTiming(long seed) throws Exception {
        List<String> order = new ArrayList<>(List.of("a", "b", "c", "a", "b", "c"));
        Collections.shuffle(order, new Random(seed));

        assertThat(joined(Shape.BRANCHES_ON_AN_EXECUTOR, order, seed))
                .containsExactly("a saw 1", "b saw 1", "c saw 1", "plan saw 0", "write saw 4");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aJoinOfCompiledSubGraphsDoesNotDependOnTiming(long seed) throws Exception {
        List<String> order = interleaved(List.of("a", "a", "b", "b"), List.of("c", "c", "d", "d"), new Random(seed));

        assertThat(joined(Shape.COMPILED_SUB_GRAPHS_AS_BRANCHES, order, seed))
                .containsExactly("a saw 1", "b saw 2", "c saw 1", "d saw 2", "plan saw 0", "write saw 5");
    }
}

package dev.commonground;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.GrowthVerbs.Verb;
import dev.commonground.memory.Cursor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twice the work allocates about twice the memory, for every verb: no cost grows with the square of what is remembered.
 * Allocation is counted, because time depends on the machine.
 */
@Tag("proofs")
class GrowthTest {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int SMALLEST = 100;

    private static final int ATTEMPTS = 50;

    /** Of linear growth, the second doubling adds twice as much as the first; of quadratic growth, four times as much. */
    private static final double MOST = 2.6;

    /** What a verb with a constant cost may allocate now and then, for a larger table. */
    private static final long NOISE = 200_000;

    @TempDir
    Path folder;

    static Set<String> verbs() {
        return GrowthVerbs.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void isLinear(String name) {
        Verb verb = requireNonNull(GrowthVerbs.all().get(name));
        allocated(verb, "warm.db", SMALLEST);

        long small = allocated(verb, "small.db", SMALLEST);
        long medium = allocated(verb, "medium.db", 2 * SMALLEST);
        long large = allocated(verb, "large.db", 4 * SMALLEST);

        assertThat(large - medium)
                .as("%s: %,d, %,d, %,d bytes", name, small, medium, large)
                .isLessThan((long) (MOST * Math.max(0, medium - small)) + NOISE);
    }

    /** A step that crashes again and again starts a new lane each time. */
    @Test
    void anAttemptCostsTheSameAfterThousands() {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            Cursor start = Cursor.newRun();
            attempts(memory, start, ATTEMPTS);
            long before = attempts(memory, start, ATTEMPTS);
            attempts(memory, start, 40 * ATTEMPTS);

            assertThat(attempts(memory, start, ATTEMPTS)).isLessThan(before + before / 4);
        }
    }

    @Test
    void aPageOfTasksCostsTheSameAmongMany() {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            long few = pageAmong(memory, 100);
            long many = pageAmong(memory, 2_000);

            assertThat(many).as("%,d and %,d bytes", few, many).isLessThan(few + few / 4);
        }
    }

    private static long pageAmong(SharedMemory memory, int tasks) {
        IntStream.range(0, tasks)
                .forEach(i -> memory.task("order-" + i).agent("writer").remember("Order " + i + " is open"));
        memory.tasks("", 20);
        long before = allocated();
        int shown = memory.tasks("", 20).items().size();
        long allocated = allocated() - before;
        assertThat(shown).isEqualTo(20);
        return allocated;
    }

    private static long attempts(SharedMemory memory, Cursor start, int n) {
        long before = allocated();
        for (int i = 0; i < n; i++) {
            Step step = memory.begin(StepRequest.builder(GrowthVerbs.TASK, "plan", "thread-1")
                    .cursor(start)
                    .build());
            step.memory().remember("Note " + i);
            step.commit();
        }
        return allocated() - before;
    }

    private long allocated(Verb verb, String file, int n) {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve(file)).keywordsOnly().open()) {
            Runnable work = verb.prepare(memory, n);
            long before = allocated();
            work.run();
            return allocated() - before;
        }
    }

    /** Returns the bytes that all threads have allocated. */
    private static long allocated() {
        long[] threads = THREADS.getAllThreadIds();
        return LongStream.of(THREADS.getThreadAllocatedBytes(threads))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}

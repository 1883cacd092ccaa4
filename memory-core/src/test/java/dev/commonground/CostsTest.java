package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.commonground.memory.Draft;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The verbs of every day may cost little more than recorded. The costs are counted, so they are the same on every machine. A figure that is a
 * fifth worse than the recorded one fails the build. Record a better one here.
 *
 * <p>The tests run without the second compiler, which would remove allocations at a moment of its choice.
 */
class CostsTest {

    private static final double WORSE = 1.2;
    private static final int KNOWN = 1_000;
    private static final int CALLS = 100;

    /** The bytes of the write-ahead log for one memory: about three pages. */
    private static final long LOGGED = 11_800;

    /** The same with a vector, which adds a page of its own. */
    private static final long LOGGED_WITH_VECTOR = 17_000;

    /** The bytes that a recall of a scope that is not on the heap allocates for each memory. */
    private static final long COLD = 17_400;

    /** The bytes of the file for each memory with a vector of 384 numbers. */
    private static final long STORED = 1_000;

    @TempDir
    Path folder;

    private SharedMemory memory;

    /** A verb, and the bytes that all threads together allocate for one call. */
    private enum Verb {
        REMEMBER(51_000, (agent, n) -> agent.remember("Shipment " + n + " leaves the harbour at noon")),
        REMEMBER_WITH_KEY(
                94_600,
                (agent, n) -> agent.remember(Draft.decision("Ship at " + n)
                        .key("shipping.hour", "" + n)
                        .build())),
        RECALL(73_700, (agent, n) -> agent.recall("which report on the harbour is number " + n, 10)),
        BRIEF(4_980_000, (agent, n) -> agent.brief("report " + n)),
        LIST(1_840_000, (agent, n) -> agent.list()),
        CURSOR(3_180, (agent, n) -> agent.log().cursor());

        private final long recorded;

        @SuppressWarnings("ImmutableEnumChecker") // captures nothing
        private final BiConsumer<AgentMemory, Integer> call;

        Verb(long recorded, BiConsumer<AgentMemory, Integer> call) {
            this.recorded = recorded;
            this.call = call;
        }
    }

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        fill(memory);
    }

    private static void fill(SharedMemory into) {
        into.task("q3")
                .agent("researcher")
                .rememberAll(IntStream.range(0, KNOWN)
                        .mapToObj(i -> Draft.finding("Report " + i + " covers the traffic of harbour " + i % 50)
                                .build())
                        .toList());
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @EnumSource
    void allocatesHardlyMoreThanRecorded(Verb verb) {
        AgentMemory agent = memory.task("q3").agent("writer");
        IntStream.range(0, CALLS).forEach(n -> verb.call.accept(agent, n));

        long before = allocated();
        IntStream.range(CALLS, 2 * CALLS).forEach(n -> verb.call.accept(agent, n));
        long each = (allocated() - before) / CALLS;

        assertThat(each).as("bytes that a call of %s allocates", verb).isLessThan((long) (WORSE * verb.recorded));
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    @Test
    void writesHardlyMoreToTheLogFileThanRecorded() throws IOException {
        assertThat(logged("memory.db", memory))
                .as("bytes of the write-ahead log for one remember")
                .isLessThan((long) (WORSE * LOGGED));
    }

    /** The log only grows: it is far from the size at which it is written into the file and begins anew. */
    private long logged(String file, SharedMemory into) throws IOException {
        AgentMemory agent = into.task("q3").agent("writer");
        agent.remember("The harbour is open");
        Path log = folder.resolve(file + "-wal");
        long before = Files.size(log);
        IntStream.range(0, CALLS).forEach(n -> agent.remember("Shipment " + n + " leaves the harbour at noon"));
        return (Files.size(log) - before) / CALLS;
    }

    /** Opens a memory whose vectors have 384 numbers, as those of MiniLM. */
    private SharedMemory withVectors() {
        return SharedMemory.builder(folder.resolve("vectors.db"))
                .embeddings(VectorsOnDiskTest.MODEL)
                .open();
    }

    private void recallOnce() {
        try (SharedMemory cold = withVectors()) {
            cold.task("q3").agent("reader").recall("which report on the harbour is number 7", 10);
        }
    }

    @Test
    void vectorsTakeHardlyMoreThanRecorded() throws IOException {
        try (SharedMemory full = withVectors()) {
            fill(full);
        }
        try (SharedMemory again = withVectors()) {
            assertThat(logged("vectors.db", again))
                    .as("bytes of the write-ahead log for one remember with a vector")
                    .isLessThan((long) (WORSE * LOGGED_WITH_VECTOR));
        }
        assertThat(Files.size(folder.resolve("vectors.db")) / (KNOWN + CALLS))
                .as("bytes of the file for each memory")
                .isLessThan((long) (WORSE * STORED));

        recallOnce();
        long before = allocated();
        recallOnce();
        assertThat((allocated() - before) / (KNOWN + CALLS))
                .as("bytes that a recall of a cold scope allocates for each memory")
                .isLessThan((long) (WORSE * COLD));
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Memory;
import dev.commonground.recall.Match;
import dev.commonground.sqlite.Integrity;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a process with {@code kill -9} while it writes, at random moments, and looks at what it left: everything that it
 * had acknowledged, nothing in part. The system property {@code proofs.kills} sets how often, 20 times unless told
 * otherwise.
 */
class CrashTest {

    /** Kills on one file before a new one begins. */
    private static final int KILLS_A_FILE = 5;

    @TempDir
    static Path folder;

    static int acknowledgedBatches;
    static int storedBatches;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("proofs.kills", 20));
    }

    @AfterAll
    static void theWritersWereBusy(TestReporter reporter) {
        long kills = seeds().count();
        reporter.publishEntry(
                "%d kills, %d batches acknowledged, %d stored".formatted(kills, acknowledgedBatches, storedBatches));
        assertThat(acknowledgedBatches).isGreaterThan((int) kills * 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesEveryAcknowledgedWriteAndNoneInPart(long seed) throws Exception {
        Path file = folder.resolve("memory-%d.db".formatted(seed / KILLS_A_FILE));
        String task = "task-" + seed;

        List<String> acknowledged = writeUntilKilled(file, task, new Random(seed));

        try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            Map<String, Set<String>> stored = stored(memory.task(task).forUser(task));
            assertThat(stored.keySet()).containsAll(acknowledged);
            stored.forEach((batch, parts) -> assertThat(parts).as(batch).isEqualTo(CrashingWriter.parts(batch)));
            checkIndex(memory, task);
            acknowledgedBatches += acknowledged.size();
            storedBatches += stored.size();
        }
        assertThat(new Integrity(file).problems()).isEmpty();
    }

    /** Returns the batches that the writer acknowledged before it was killed. */
    private static List<String> writeUntilKilled(Path file, String task, Random random) throws Exception {
        Process writer = ChildProcess.start(CrashingWriter.class, file.toString(), task);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output = writer.inputReader()) {
            boolean writing = random.nextInt(10) > 0;
            for (int lines = writing ? random.nextInt(50) : 0; lines > 0; lines--) {
                acknowledged.add(output.readLine());
            }
            int delay = random.nextInt(writing ? 20 : 1_000);
            assertThat(writer.waitFor(delay, TimeUnit.MILLISECONDS)).isFalse();
            writer.toHandle().destroyForcibly();
            output.lines().forEach(acknowledged::add);
        }
        assertThat(writer.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
        return acknowledged;
    }

    /** Returns what is stored of each batch. */
    private static Map<String, Set<String>> stored(TaskMemory task) {
        Map<String, Set<String>> stored = new TreeMap<>();
        for (int writer = 0; writer < CrashingWriter.WRITERS; writer++) {
            for (Memory memory : task.agent("writer-" + writer).list()) {
                String[] words = memory.text().split(" ", 2);
                stored.computeIfAbsent(words[0], batch -> new TreeSet<>()).add(words[1]);
            }
        }
        return stored;
    }

    /** What recall finds is what the log holds. */
    private static void checkIndex(SharedMemory memory, String task) {
        AgentMemory reader = memory.task(task).forUser(task).agent("writer-0");
        List<Memory> listed = reader.list();
        if (!listed.isEmpty()) {
            assertThat(reader.recall("part", Integer.MAX_VALUE).stream()
                            .map(Match::memory)
                            .collect(Collectors.toSet()))
                    .isEqualTo(Set.copyOf(listed));
        }
    }
}

package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Memory;
import dev.commonground.recall.Match;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Kills a process with {@code kill -9} while it writes, and checks the remaining memories. */
final class Crash {

    private Crash() {}

    /** Returns the batches that the writer acknowledged before it was killed. */
    static List<String> writeUntilKilled(String where, String task, Random random) throws Exception {
        Process writer = ChildProcess.start(CrashingWriter.class, where, task);
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

    /**
     * Checks that every acknowledged batch is stored and that every stored batch is complete; returns the number of
     * stored batches.
     */
    static int check(String where, String task, List<String> acknowledged) {
        try (SharedMemory memory = MemoryLocation.builder(where).keywordsOnly().open()) {
            Map<String, Set<String>> stored = stored(memory.task(task).forUser(task));
            assertThat(stored.keySet()).containsAll(acknowledged);
            stored.forEach((batch, parts) -> assertThat(parts).as(batch).isEqualTo(CrashingWriter.parts(batch)));
            checkIndex(memory, task);
            return stored.size();
        }
    }

    /** Returns the stored parts of each batch. */
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

    /** A recall finds exactly the memories in the log. */
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

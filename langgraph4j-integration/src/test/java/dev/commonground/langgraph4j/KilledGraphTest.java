package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A graph ends with the memories of an undisturbed run, although its process is repeatedly killed with SIGKILL at
 * random moments. By default each saver meets one serializer; with {@code -Pproofs} it meets both.
 * {@code -Dproofs.kills=30} kills more processes.
 *
 * <p>LangGraph4j's own file saver rewrites its file in place, so a kill can leave a history that it refuses to read.
 * Such a run reports that and ends. All other runs must complete.
 */
@Tag("repeated")
class KilledGraphTest {

    private static final boolean PROOFS = Boolean.getBoolean("proofs");
    private static final int KILLS = Integer.getInteger("proofs.kills", PROOFS ? 4 : 1);
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final int LONGEST_RUN_MILLIS = 60_000;
    private static final int SIGKILL = 137;

    /** The end of a process. */
    private enum End {
        FINISHED,
        KILLED,
        UNREADABLE
    }

    @TempDir
    Path folder;

    /** Returns the memories of the task with all their authors, then the notes of each agent. */
    private static List<String> memories(Path folder) {
        List<String> found = new ArrayList<>();
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            for (String agent : List.of("auditor", "plan", "stock", "edit-polish")) {
                for (Memory one : memory.task("order-7").agent(agent).list()) {
                    one.assertions()
                            .forEach(assertion -> found.add("%s reads %s, written by %s in %s"
                                    .formatted(
                                            agent,
                                            one.text(),
                                            assertion.author().name(),
                                            assertion.node())));
                }
            }
        }
        return found.stream().sorted().toList();
    }

    private static Process start(Path folder, KilledGraph.Saver saver, TestState.Serialization serialization)
            throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + "target/test-classes",
                        KilledGraph.class.getName(),
                        folder.toString(),
                        saver.name(),
                        serialization.name())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        return process;
    }

    /** Kills a run after a given time from its beginning. */
    private static End end(Process process, int millis) throws IOException, InterruptedException {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("begins");
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        return switch (process.exitValue()) {
            case 0 -> End.FINISHED;
            case KilledGraph.UNREADABLE -> End.UNREADABLE;
            case SIGKILL -> End.KILLED;
            default -> throw new AssertionError("The process ended with " + process.exitValue());
        };
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                        Arguments.of(KilledGraph.Saver.STORE, TestState.Serialization.OBJECT_STREAM),
                        Arguments.of(KilledGraph.Saver.FILE_SYSTEM, TestState.Serialization.JACKSON),
                        Arguments.of(KilledGraph.Saver.STORE, TestState.Serialization.JACKSON),
                        Arguments.of(KilledGraph.Saver.FILE_SYSTEM, TestState.Serialization.OBJECT_STREAM))
                .limit(PROOFS ? 4 : 2);
    }

    @ParameterizedTest(name = "{0} with {1}, seed 7")
    @MethodSource("settings")
    void leavesTheMemoriesOfAnUndisturbedRun(KilledGraph.Saver saver, TestState.Serialization serialization)
            throws Exception {
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        assertThat(end(start(undisturbed, saver, serialization), LONGEST_RUN_MILLIS))
                .isEqualTo(End.FINISHED);
        List<String> expected = memories(undisturbed);
        assertThat(expected).hasSizeGreaterThan(6 * KilledGraph.ROUNDS);

        Random random = new Random(7);
        int kills = 0;
        for (int life = 0; kills < KILLS; life++) {
            Path killed = Files.createDirectory(folder.resolve("killed-" + life));
            End end = End.KILLED;
            while (end == End.KILLED && kills < KILLS) {
                end = end(start(killed, saver, serialization), random.nextInt(LONGEST_LIFE_MILLIS));
                kills += end == End.KILLED ? 1 : 0;
            }
            if (end == End.KILLED) {
                end = end(start(killed, saver, serialization), LONGEST_RUN_MILLIS);
            }
            if (end == End.UNREADABLE) {
                assertThat(saver).isEqualTo(KilledGraph.Saver.FILE_SYSTEM);
            } else {
                assertThat(memories(killed)).as("life %d", life).isEqualTo(expected);
            }
        }
    }
}

package dev.commonground.crew;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories: threads of two processes begin and resume the same runs, and the processes are killed with SIGKILL at
 * random moments and started again. The oracle: each run calls its model in one place at a time, no answered call is
 * repeated except for the one that a kill interrupted, and each run has one result. {@code -Dproofs} kills more.
 */
@Tag("repeated")
class KilledLeasesTest {

    private static final int KILLS = Boolean.getBoolean("proofs") ? 20 : 2;
    private static final int LONGEST_LIFE_MILLIS = 1_200;

    @TempDir
    Path folder;

    private final List<java.lang.Process> processes = new ArrayList<>();

    @AfterEach
    void killAll() {
        processes.forEach(java.lang.Process::destroyForcibly);
    }

    private java.lang.Process start(int seed) throws IOException {
        java.lang.Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeasingCrew.class.getName(),
                        folder.toString(),
                        Integer.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo(LeasingCrew.BEGINS);
        return process;
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private Map<String, Long> counted(String file) throws IOException {
        return lines(file).stream().collect(toMap(line -> line, line -> 1L, Long::sum));
    }

    @Test
    void ofProcessesAreTakenByTheOthersAndHeldByOneAtATime() throws Exception {
        SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open().close();
        Random random = new Random(7);
        java.lang.Process[] two = {start(0), start(1)};
        int kills = 0;
        for (int seed = 2; kills < KILLS; seed++) {
            int one = random.nextInt(2);
            if (!two[one].waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
                two[one].destroyForcibly().waitFor();
                kills++;
            }
            two[one] = start(seed);
        }
        for (java.lang.Process last : two) {
            assertThat(last.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(last.exitValue()).isZero();
        }

        assertThat(lines("failures")).isEmpty();
        assertThat(counted("results").keySet())
                .as("every run is finished, as the exits say, but a kill may leave its line out")
                .isNotEmpty()
                .isSubsetOf(LeasingCrew.RUNS.stream()
                        .map("%1$s edit of %1$s"::formatted)
                        .toList());
        for (String run : LeasingCrew.RUNS) {
            assertThat(counted("ends").getOrDefault(run, 0L)).isLessThanOrEqualTo(1);
        }
        assertThat(counted("calls")).hasSize(LeasingCrew.RUNS.size() * LeasingCrew.TASKS.size());
        assertThat(lines("calls").size())
                .as("each kill interrupts at most the calls of all threads")
                .isLessThanOrEqualTo(LeasingCrew.RUNS.size() * LeasingCrew.TASKS.size() + kills * LeasingCrew.THREADS);
    }
}

package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A pipeline that was killed with SIGKILL resumes in this process and has the same result as one without a kill. The
 * profile {@code proofs} kills it at more events.
 */
@Tag("repeated")
class KillTest {

    private static final int KILLED = 137;

    @TempDir
    Path folder;

    /** The content and authors of a memory. Its id is not compared, because each file has a salt of its own. */
    record Said(String kind, String keyed, String text, String authors) {
        static Said of(Path folder, Memory memory) {
            return new Said(
                    memory.kind().name(),
                    memory.key() + " = " + memory.value(),
                    memory.text().replace(folder.toString(), "the folder"),
                    memory.assertions().stream()
                            .map(assertion -> assertion.author() + " in " + assertion.node())
                            .toList()
                            .toString());
        }
    }

    static List<Said> memories(Path folder) {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            return memory.task("task").agent("auditor").list().stream()
                    .map(one -> Said.of(folder, one))
                    .sorted(Comparator.comparing(Said::toString))
                    .toList();
        }
    }

    static int kill(Path folder, int fatalEvent, dev.commonground.crew.Process process)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledPipeline.class.getName(),
                        folder.toString(),
                        Integer.toString(fatalEvent),
                        process.name())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return child.waitFor();
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENTIAL", "PARALLEL"})
    void atSomePointsLeavesTheMemoriesOfAnUndisturbedRun(dev.commonground.crew.Process process) throws Exception {
        int points = Boolean.getBoolean("proofs") ? 5 : 2;
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        int all = KilledPipeline.run(undisturbed, process.name());
        List<Said> expected = memories(undisturbed);
        assertThat(expected).hasSizeGreaterThan(5);

        for (int point = 1; point <= points; point++) {
            int fatal = 1 + (all - 2) * point / (points + 1);
            Path killed = Files.createDirectory(folder.resolve("killed-" + point));

            assertThat(kill(killed, fatal, process))
                    .as("killed at event %d of %d", fatal, all)
                    .isEqualTo(KILLED);
            KilledPipeline.run(killed, process.name());

            assertThat(memories(killed))
                    .as("killed at event %d of %d", fatal, all)
                    .isEqualTo(expected);
            assertThat(killed.resolve("proposal.md")).hasSameTextualContentAs(undisturbed.resolve("proposal.md"));
        }
    }
}

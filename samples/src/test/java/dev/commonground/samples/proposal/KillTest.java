package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pipeline killed with SIGKILL resumes in a new process and ends as if nothing had happened. */
class KillTest {

    private static final int KILLED = 137;

    @TempDir
    Path folder;

    /** What a memory says and who says so; its id is keyed with a salt that each file has of its own. */
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

    static int run(Path folder, int fatalEvent, dev.commonground.crew.Process process, StringBuilder printed)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledPipeline.class.getName(),
                        folder.toString(),
                        Integer.toString(fatalEvent),
                        process.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        printed.append(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return child.waitFor();
    }

    @ParameterizedTest
    @CsvSource({"SEQUENTIAL, 5", "PARALLEL, 4"})
    void atSomePointsLeavesTheMemoriesOfAnUndisturbedRun(dev.commonground.crew.Process process, int points)
            throws Exception {
        StringBuilder events = new StringBuilder();
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        assertThat(run(undisturbed, 0, process, events)).isZero();
        int all = Integer.parseInt(events.toString().strip());
        List<Said> expected = memories(undisturbed);
        assertThat(expected).hasSizeGreaterThan(5);

        for (int point = 1; point <= points; point++) {
            int fatal = 1 + (all - 2) * point / (points + 1);
            Path killed = Files.createDirectory(folder.resolve("killed-" + point));

            assertThat(run(killed, fatal, process, new StringBuilder()))
                    .as("killed at event %d of %d", fatal, all)
                    .isEqualTo(KILLED);
            assertThat(run(killed, 0, process, new StringBuilder())).isZero();

            assertThat(memories(killed))
                    .as("killed at event %d of %d", fatal, all)
                    .isEqualTo(expected);
            assertThat(killed.resolve("proposal.md")).hasSameTextualContentAs(undisturbed.resolve("proposal.md"));
        }
    }
}

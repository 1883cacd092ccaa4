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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    static int run(Path folder, int fatalEvent, StringBuilder printed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledPipeline.class.getName(),
                        folder.toString(),
                        Integer.toString(fatalEvent))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        printed.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    @Test
    void atFivePointsLeavesTheMemoriesOfAnUndisturbedRun() throws Exception {
        StringBuilder events = new StringBuilder();
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        assertThat(run(undisturbed, 0, events)).isZero();
        int all = Integer.parseInt(events.toString().strip());
        List<Said> expected = memories(undisturbed);
        assertThat(expected).hasSizeGreaterThan(5);

        for (int point = 1; point <= 5; point++) {
            int fatal = 1 + (all - 2) * point / 6;
            Path killed = Files.createDirectory(folder.resolve("killed-" + point));

            assertThat(run(killed, fatal, new StringBuilder()))
                    .as("killed at event %d of %d", fatal, all)
                    .isEqualTo(KILLED);
            assertThat(run(killed, 0, new StringBuilder())).isZero();

            assertThat(memories(killed))
                    .as("killed at event %d of %d", fatal, all)
                    .isEqualTo(expected);
            assertThat(killed.resolve("proposal.md")).hasSameTextualContentAs(undisturbed.resolve("proposal.md"));
        }
    }
}

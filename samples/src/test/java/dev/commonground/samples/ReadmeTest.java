package dev.commonground.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    static final Path README = Path.of("..", "README.md");
    static final Path QUICK_START = Path.of("src/main/java/dev/commonground/samples/QuickStart.java");

    @TempDir
    Path folder;

    static List<String> between(Path file, String start, String end) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int from = lines.stream().map(String::strip).toList().indexOf(start) + 1;
        int to = from
                + lines.subList(from, lines.size()).stream()
                        .map(String::strip)
                        .toList()
                        .indexOf(end);
        return lines.subList(from, to).stream().map(String::strip).toList();
    }

    @Test
    void theReadmeShowsTheQuickStart() throws IOException {
        List<String> shown = between(README, "```java", "```");

        assertThat(shown).isEqualTo(between(QUICK_START, "// quick start", "// end of quick start"));
        assertThat(shown).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void theQuickStartRecallsTheConstraintAndStoresNoDuplicate() throws Exception {
        String first = run();
        String second = run();

        assertThat(second).isEqualTo(first);
        assertThat(first.lines().filter(line -> line.contains("Executive summary first")))
                .hasSize(3);
        assertThat(first).contains("- CONSTRAINT: \"Executive summary first, slide decks, ROI figures\" (researcher)");
    }

    /** Runs the quick start in a new process. */
    String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuickStart.class.getName())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}

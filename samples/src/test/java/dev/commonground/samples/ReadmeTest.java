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

    @Test
    void theReadmeShowsWhatTheQuickStartPrints() throws Exception {
        String shown = String.join("\n", fenced("The writer and the editor know"));

        assertThat(withoutScores(shown)).isEqualToNormalizingWhitespace(withoutScores(run()));
    }

    /** The last digit of a score depends on the processor. */
    private static String withoutScores(String printed) {
        return printed.replaceAll("(?m)^[01]\\.\\d\\d ", "");
    }

    @Test
    void theVersionsAreThoseOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String readme = Files.readString(README);

        assertThat(readme)
                .contains("| LangGraph4j | " + property(pom, "langgraph4j.version") + " |")
                .contains("| LangChain4j | " + property(pom, "langchain4j.version") + " |")
                .contains("| Java | " + property(pom, "maven.compiler.release") + " or later |")
                .contains("<version>" + property(pom, "revision") + "</version>")
                .contains("commonground-bom:" + property(pom, "revision"));
    }

    private static String property(String pom, String name) {
        int from = pom.indexOf("<" + name + ">") + name.length() + 2;
        return pom.substring(from, pom.indexOf("<", from));
    }

    /** Returns the first fenced lines after a line that begins as told. */
    private static List<String> fenced(String beginning) throws IOException {
        List<String> lines = Files.readAllLines(README);
        int line =
                lines.stream().map(text -> text.startsWith(beginning)).toList().indexOf(true);
        int from = line + lines.subList(line, lines.size()).indexOf("```") + 1;
        return lines.subList(from, from + lines.subList(from, lines.size()).indexOf("```"));
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

package dev.commonground.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.samples.proposal.ProposalPipeline;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Walks through the guide of the studio with its jar, Chromium, and clients in Java and JavaScript, and compares the guide's
 * pictures with new ones.
 */
@Tag("proofs")
@SuppressWarnings("try") // closing may be interrupted
class StudioGuideTest {

    static final Path STUDIO = Path.of("../memory-studio").toAbsolutePath().normalize();
    static final Path GUIDE = Path.of("../docs/guides/studio.md");
    static final Path IMAGES = Path.of("../docs/images");
    static final Path NEW_IMAGES = Path.of("target/pictures").toAbsolutePath();
    static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    static final Pattern ADDRESS = Pattern.compile("http://[^ ]*[^ /]");
    static final String START = "java -jar commonground.jar ";

    /** Where the guide has it, for the pictures show it. */
    static final Path FOLDER = Path.of("target/proposal");

    private final List<Process> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(Process::destroy);
    }

    @Test
    void theWalkHoldsAndThePicturesAreCurrent() throws Exception {
        Files.createDirectories(NEW_IMAGES);
        clear();
        ProposalPipeline.main(new String[] {"--folder", FOLDER.toString(), "--quiet"});

        assertThat(output(shown("recall"))).contains("max_words", "500");
        String page = serve(shown("serve"));
        JsonNode found = walk(page, "find");
        assertThat(found.at("/search").asText()).contains("max_words = 500", "words 0.");
        assertThat(found.at("/memory").asText())
                .contains("researcher", "500-word limit", "editor at ", "step brief_review");
        assertThat(found.at("/moments").asText()).contains("the beginning to after researcher", "max_words = 500");
        assertThat(found.at("/report").asText()).contains("Who wrote (W) and who read (R) which memory");

        JsonNode report = report(page);
        assertThat(report.at("/inStudio/0/count").asText()).startsWith("1 of ");
        assertThat(report.at("/inStudio/0/text").asText()).contains("max_words=500");
        assertThat(report.at("/memory").asText()).contains("max_words = 500", "500-word limit");
        assertThat(report.at("/row").asText()).startsWith("m6").contains("max_words=500");

        shareTheTask(serve(shown("mcp")) + "?task=task_q3_proposal&agent=");
        JsonNode settled = walk(page, "settle");
        assertThat(settled.at("/conflict").asText()).contains("formal", "casual");
        assertThat(settled.at("/settled").asText()).contains("Nothing is in conflict");
        assertThat(output(List.of("conflicts", "task_q3_proposal"))).contains("No conflicts");
        assertThat(pictures())
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(new Picture(IMAGES.resolve(picture))
                                .differenceTo(new Picture(NEW_IMAGES.resolve(picture))))
                        .as(picture + ": copy the new one from samples/target/pictures")
                        .isLessThan(Picture.ALIKE));
    }

    private static void clear() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static List<String> shown(String command) throws IOException {
        String line = Files.readAllLines(GUIDE).stream()
                .filter(one -> one.startsWith(START + command))
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>(WORD.matcher(line.substring(START.length()))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList());
        words.replaceAll(word -> word.equals("7411") ? "0" : word);
        if (command.equals("serve")) {
            words.add("0");
        }
        return words;
    }

    private static List<String> pictures() throws IOException {
        return Pattern.compile("images/(studio-\\w+\\.png)")
                .matcher(Files.readString(GUIDE))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    private Process start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                STUDIO.resolve("target/commonground.jar").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put("COMMONGROUND_MEMORY", FOLDER.resolve("memory.db").toString());
        Process process = builder.start();
        running.add(process);
        return process;
    }

    private String output(List<String> words) throws Exception {
        Process process = start(words);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    /** Starts a server and returns its address. */
    private String serve(List<String> words) throws IOException {
        Matcher address = ADDRESS.matcher(start(words).inputReader().readLine());
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private static JsonNode walk(String address, String part) throws Exception {
        return told(node("walk.mjs", address, NEW_IMAGES.toString(), part));
    }

    /** Returns what a walk says at its end; it has met no error and asked nobody else. */
    static JsonNode told(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String failure = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(failure).isZero();
        JsonNode told = JsonMapper.builder().build().readTree(out);
        assertThat(told.at("/errors")).isEmpty();
        assertThat(told.at("/foreign")).isEmpty();
        return told;
    }

    /** Searches the report of the run as the page shows it, and follows its links to a memory and back. */
    private static JsonNode report(String address) throws Exception {
        Path pictures = Files.createDirectories(NEW_IMAGES.resolve("proposal"));
        return told(node(
                "report.mjs",
                FOLDER.resolve("report/report.html").toAbsolutePath().toString(),
                pictures.toString(),
                "MAX_WORDS",
                address,
                "task_q3_proposal"));
    }

    static Process node(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(Arrays.asList(words));
        return new ProcessBuilder(command)
                .directory(STUDIO.resolve("src/test/js").toFile())
                .start();
    }

    /** A client in JavaScript contradicts the team, and a client in Java sees it. */
    private static void shareTheTask(String seat) throws Exception {
        Process script = node("mcp-client.mjs", seat + "reviewer");
        try (Writer in = script.outputWriter();
                BufferedReader out = script.inputReader();
                McpClient java = DefaultMcpClient.builder()
                        .autoHealthCheck(false)
                        .transport(StreamableHttpMcpTransport.builder()
                                .url(seat + "writer")
                                .build())
                        .build()) {
            assertThat(out.readLine()).contains("connected");
            in.write(
                    "{\"method\":\"call\",\"tool\":\"remember\",\"arguments\":{\"text\":\"The tone should be casual\",\"key\":\"tone\",\"value\":\"casual\"}}\n");
            in.flush();
            assertThat(out.readLine()).contains("conflicts with", "researcher");
            assertThat(java.executeTool(ToolExecutionRequest.builder()
                                    .name("conflicts")
                                    .arguments("{}")
                                    .build())
                            .resultText())
                    .contains("casual", "formal");
        }
    }
}

package dev.commonground.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, started as a user starts it. Most of it is a proof, because each start takes seconds. */
@SuppressWarnings("try") // closing may be interrupted
class CommandlineJarTest {

    static final Path JAR = Path.of("target/commonground.jar").toAbsolutePath();
    static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    String run(int exit, String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isEqualTo(exit);
        return text;
    }

    @Test
    void remembersAndRecallsByMeaningWithoutAnyOtherFile() throws Exception {
        run(0, "remember", "q3", "The customer wants a reply within one day", "--as", "writer");

        String answer = run(0, "recall", "q3", "How quickly must we answer?", "--as", "editor", "--limit", "1");
        assertThat(answer).contains("a reply within one day").doesNotContain("\u001b");
        assertThat(answer).containsPattern("meaning 0\\.[3-9].* words 0\\.00");
        assertThat(folder.resolve("memory.db")).exists();
    }

    @Test
    @Tag("proofs")
    void saysWhatIsMissing() throws Exception {
        run(0, "remember", "q3", "The logo is blue", "--as", "writer");

        assertThat(run(3, "show", "q4")).contains("There is no task q4").doesNotContain("Exception");
    }

    /** Runs the commands that {@code docs/studio.md} shows, in its order. */
    @Test
    @Tag("proofs")
    void doesWhatItsDocumentShows() throws Exception {
        String start = "java -jar commonground.jar ";
        List<String> lines = Files.readAllLines(Path.of("../docs/studio.md")).stream()
                .filter(line -> line.startsWith(start))
                .toList();

        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            run(0, words(line.substring(start.length())));
        }
        assertThat(run(0, "show", "task_q4", "--keywords-only")).contains("Keep it to 500 words");
    }

    private static String[] words(String line) {
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    @Test
    @Tag("proofs")
    void worksOnPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String url = server.getJdbcUrl("postgres", "postgres");

            run(0, "remember", "q3", "The logo is blue", "--as", "writer", "--memory", url, "--keywords-only");
            assertThat(run(0, "tasks", "--memory", url, "--keywords-only")).contains("q3");
        }
    }

    @Test
    @Tag("proofs")
    void servesAnMcpClientOverItsStandardStreams() throws Exception {
        Path memory = folder.resolve("memory.db");
        try (McpClient client = DefaultMcpClient.builder()
                .autoHealthCheck(false)
                .initializationTimeout(PATIENCE)
                .toolExecutionTimeout(PATIENCE)
                .transport(StdioMcpTransport.builder()
                        .command(command(
                                "mcp",
                                "--memory",
                                memory.toString(),
                                "--task",
                                "q3",
                                "--as",
                                "writer",
                                "--keywords-only"))
                        .build())
                .build()) {
            assertThat(call(client, "remember", "{\"text\":\"Ships on Monday\"}"))
                    .startsWith("stored m-");
            assertThat(call(client, "remember", "{\"text\":\"" + "x".repeat(10_000_000) + "\"}"))
                    .startsWith("Not stored: The text of a memory has 10,000,000 characters");
            assertThat(call(client, "recall", "{\"queries\":\"When does it ship on Monday?\"}"))
                    .contains("Ships on Monday");
        }
        assertThat(run(0, "show", "q3", "--keywords-only")).contains("Ships on Monday");
    }

    static String call(McpClient client, String tool, String arguments) {
        return client.executeTool(ToolExecutionRequest.builder()
                        .name(tool)
                        .arguments(arguments)
                        .build())
                .resultText();
    }

    @Test
    @Tag("proofs")
    void endsWhenItsMcpClientIsGone() throws Exception {
        Process process = new ProcessBuilder(command("mcp", "--task", "q3", "--as", "writer", "--keywords-only"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        process.getOutputStream().write("{not json\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @Tag("proofs")
    void servesThePageWithTls() throws Exception {
        run(0, "remember", "q3", "The logo is blue", "--as", "writer", "--keywords-only");
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit")
                .start();
        assertThat(keytool.waitFor()).isZero();
        ProcessBuilder builder = new ProcessBuilder(command(
                        "serve", "0", "--host", "0.0.0.0", "--as", "ann", "--tls", keys.toString(), "--keywords-only"))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("COMMONGROUND_TLS_PASSWORD", "changeit");
        Process server = builder.start();
        try {
            Matcher port = Pattern.compile("https://0\\.0\\.0\\.0:(\\d+)/")
                    .matcher(server.inputReader().readLine());
            assertThat(port.find()).isTrue();

            HttpResponse<String> answer = trusting(keys)
                    .send(
                            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port.group(1) + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("You are ann.");
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
        } finally {
            server.destroy();
        }
    }

    private static HttpClient trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("page", store.getCertificate("mykey"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}

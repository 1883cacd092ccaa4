package dev.commonground.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers that the commands start, as clients and foreign pages reach them. */
class ServersTest {

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

    private static final String JSON = "Content-Type: application/json\r\nAccept: application/json, text/event-stream";
    private static final int LARGE = 10_000_000;

    @TempDir
    Path folder;

    private final List<Thread> running = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Thread thread : running) {
            thread.interrupt();
            thread.join();
        }
    }

    private URI start(String... arguments) throws InterruptedException {
        StringWriter out = new StringWriter();
        Thread command = new Thread(() -> Studio.run(new PrintWriter(out), new PrintWriter(out), arguments));
        running.add(command);
        command.start();
        Instant patience = Instant.now().plus(Duration.ofMinutes(1));
        Matcher address = ADDRESS.matcher(out.toString());
        while (!address.find()) {
            assertThat(Instant.now()).as(out.toString()).isBefore(patience);
            Thread.sleep(10);
            address = ADDRESS.matcher(out.toString());
        }
        return URI.create(address.group());
    }

    private URI page() throws InterruptedException {
        Shell shell = new Shell(folder.resolve("memory.db").toString());
        shell.remember("q3", "The logo is blue", "writer");
        return start(
                "serve",
                "0",
                "--as",
                "ann",
                "--keywords-only",
                "--memory",
                folder.resolve("memory.db").toString());
    }

    /** Returns the status of a request with these headers, as any program may send it. */
    private static int status(URI address, String path, String host, String origin) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            String originLine = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n".formatted(path, host, originLine);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, '', 200",
        "localhost:PORT, http://localhost:PORT, 200",
        "localhost, http://localhost, 200",
        "127.0.0.1:PORT, http://evil.example, 403",
        "127.0.0.1:PORT, http://127.0.0.1:1, 403",
        "127.0.0.1:PORT, null, 403",
        "127.0.0.1:PORT, not an origin, 403",
        "evil.example:PORT, '', 403",
    })
    void thePageAnswersOnlyItsOwnMachineAndPages(String host, String origin, int status) throws Exception {
        URI address = page();
        String port = String.valueOf(address.getPort());

        assertThat(status(address, "/", host.replace("PORT", port), origin.replace("PORT", port)))
                .isEqualTo(status);
    }

    private URI mcp() throws InterruptedException {
        return start(
                "mcp",
                "--http",
                "0",
                "--keywords-only",
                "--memory",
                folder.resolve("memory.db").toString());
    }

    /** Returns the answer to a client that reads only after it has written. */
    private static String answer(URI address, String path, String headers, int announced, int sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            String head =
                    "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                            .formatted(path, address.getPort(), headers, announced);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write("x".repeat(sent).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aClientSeesWhyItsLargeRequestIsRefused() throws Exception {
        URI mcp = mcp();

        assertThat(answer(mcp, "/mcp?task=q3&agent=a", JSON, LARGE, LARGE)).startsWith("HTTP/1.1 413");
        assertThat(answer(mcp, "/mcp", JSON, LARGE, LARGE)).startsWith("HTTP/1.1 400");
        assertThat(answer(page(), "/settle", "Content-Type: application/x-www-form-urlencoded", LARGE, LARGE))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void aClientThatAsksFirstIsNotToldToSendWhatWouldBeRefused() throws Exception {
        assertThat(answer(mcp(), "/mcp?task=q3&agent=a", JSON + "\r\nExpect: 100-continue", LARGE, 0))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void mcpRefusesAForeignPage() throws Exception {
        URI address = mcp();

        assertThat(status(address, "/mcp?task=q3&agent=a", "127.0.0.1:" + address.getPort(), "http://evil.example"))
                .isEqualTo(403);
        assertThat(status(address, "/mcp?task=q3&agent=a", "evil.example", "")).isEqualTo(403);
        assertThat(status(address, "/mcp", "127.0.0.1:" + address.getPort(), ""))
                .isNotEqualTo(403);
    }

    @Test
    void mcpIsNotServedToOtherMachinesWithoutATokenOrTls() {
        Shell shell = new Shell(folder.resolve("memory.db").toString());

        Shell.Answer open = shell.run("mcp", "--http", "0", "--host", "0.0.0.0");
        assertThat(open.exit()).isNotZero();
        assertThat(open.err()).contains("Everybody who reaches 0.0.0.0", "give --tokens or --tls");
        Shell.Answer nowhere = shell.run("mcp", "--http", "0", "--host", "no.such.invalid");
        assertThat(nowhere.exit()).isNotZero();
        assertThat(nowhere.err()).contains("There is no host no.such.invalid");
        assertThat(shell.run("mcp", "--as", "writer").err()).contains("give --task and --as");
        assertThat(shell.run("mcp", "--task", "q3").err()).contains("give --task and --as");
    }

    private Shell shell() {
        Shell shell = new Shell(folder.resolve("memory.db").toString());
        shell.remember("q3", "The logo is blue", "writer");
        return shell;
    }

    private Path tokens(String json) throws IOException {
        return Files.writeString(folder.resolve("tokens.json"), json);
    }

    @Test
    void thePageIsServedToOtherMachinesBehindATokenAlone() throws Exception {
        Shell.Answer open = shell().run("serve", "0", "--as", "ann", "--host", "0.0.0.0");
        assertThat(open.exit()).isNotZero();
        assertThat(open.err()).contains("Everybody who reaches 0.0.0.0");

        URI address = start(
                "serve",
                "0",
                "--host",
                "0.0.0.0",
                "--tokens",
                tokens("{\"s3cret\": {\"person\": \"ann\"}}").toString(),
                "--keywords-only",
                "--memory",
                folder.resolve("memory.db").toString());
        String name = "studio.example:" + address.getPort();
        assertThat(status(address, "/task?task=q3", name, "")).isEqualTo(401);
        assertThat(status(address, "/studio.css", name, "http://" + name)).isEqualTo(200);
        assertThat(status(address, "/studio.css", name, "http://evil.example")).isEqualTo(403);
    }

    @Test
    void thePageBelongsToNamedPersons() throws Exception {
        Shell shell = shell();

        assertThat(shell.run("serve", "0").err()).contains("give either --as PERSON, or --tokens FILE");
        Path agent = tokens("{\"s3cret\": {\"agent\": \"writer\"}}");
        assertThat(shell.run("serve", "0", "--as", "ann", "--tokens", agent.toString())
                        .exit())
                .isEqualTo(2);
        assertThat(shell.run("serve", "0", "--tokens", agent.toString()).err())
                .contains("A token for the page names a person");
        Path limited = tokens("{\"s3cret\": {\"person\": \"ann\", \"task\": \"q3\"}}");
        assertThat(shell.run("serve", "0", "--tokens", limited.toString()).err())
                .contains("A token for the page names a person, and perhaps a user, and nothing else");
        assertThat(shell.run(
                                "serve",
                                "0",
                                "--tokens",
                                folder.resolve("none.json").toString())
                        .err())
                .contains("none.json could not be read");
    }

    @Test
    void tlsNeedsAPassword() {
        assertThat(shell().run("serve", "0", "--as", "person:ann", "--tls", "keys.p12")
                        .err())
                .contains("set the variable COMMONGROUND_TLS_PASSWORD");
    }

    @Test
    void aPortIsServedOnce() throws Exception {
        URI address = page();

        assertThat(shell().run("serve", String.valueOf(address.getPort()), "--as", "ann")
                        .err())
                .contains("The server could not listen on 127.0.0.1:" + address.getPort());
    }

    @Test
    void mcpAsksForTheTokenOfItsFile() throws Exception {
        URI address = start(
                "mcp",
                "--http",
                "0",
                "--tokens",
                tokens("{\"s3cret\": {\"task\": \"q3\", \"agent\": \"writer\"}}")
                        .toString(),
                "--read-ledger",
                "100",
                "--keywords-only",
                "--memory",
                folder.resolve("memory.db").toString());

        assertThat(status(address, "/mcp", "127.0.0.1:" + address.getPort(), ""))
                .isEqualTo(401);
    }
}

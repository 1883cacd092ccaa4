package dev.commonground.studio.mcp;

import static dev.commonground.studio.mcp.RunningServer.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.mcp.client.McpClient;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once, and clients in two languages. The latter needs Node.js, and the packages of src/test/js. */
@Tag("proofs")
@SuppressWarnings("try") // closing may be interrupted
class ManyClientsTest {

    static final int CLIENTS = 16;

    @TempDir
    Path folder;

    @Test
    void noClientLosesAWriteInAMinute() throws Exception {
        try (RunningServer server = RunningServer.open(folder)) {
            Instant end = Instant.now().plus(Duration.ofMinutes(1));
            ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
            List<Future<Integer>> written = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String agent = "agent-" + i;
                Callable<Integer> work = () -> writeUntil(end, server, agent);
                written.add(pool.submit(work));
            }
            int all = 0;
            for (Future<Integer> one : written) {
                assertThat(one.get()).isPositive();
                all += one.get();
            }
            pool.shutdown();

            assertThat(server.memory.task("q3").agent("auditor").list()).hasSize(all);
        }
    }

    static int writeUntil(Instant end, RunningServer server, String agent) throws Exception {
        try (McpClient client = server.client("task=q3&agent=" + agent)) {
            int count = 0;
            while (Instant.now().isBefore(end)) {
                String text = "{\"text\":\"Finding %d of %s\"}".formatted(count++, agent);
                assertThat(call(client, "remember", text)).startsWith("stored m-");
                assertThat(call(client, "recall", "{\"queries\":\"finding of " + agent + "\"}"))
                        .contains(agent);
            }
            return count;
        }
    }

    @Test
    void clientsInTwoLanguagesShareATask() throws Exception {
        try (RunningServer server = RunningServer.open(folder);
                McpClient java = server.client("task=q3&agent=writer")) {
            Process node = new ProcessBuilder("node", "src/test/js/mcp-client.mjs", server.url("task=q3&agent=editor"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (Writer in = node.outputWriter();
                    BufferedReader out = node.inputReader()) {
                assertThat(next(out).has("connected")).isTrue();
                ask(in, "{\"method\":\"subscribe\",\"uri\":\"memory://memories\"}");
                assertThat(next(out).has("result")).isTrue();

                call(java, "remember", "{\"text\":\"The tone is warm\",\"key\":\"tone\",\"value\":\"warm\"}");
                assertThat(next(out).at("/updated").asText()).startsWith("memory://");
                ask(
                        in,
                        "{\"method\":\"call\",\"tool\":\"remember\",\"arguments\":{\"text\":\"The tone is cool\",\"key\":\"tone\",\"value\":\"cool\"}}");
                String answer = answer(out);

                assertThat(answer).contains("conflicts with", "\"writer\" at 20", "call settle");
                assertThat(call(java, "conflicts", "{}")).contains("warm", "cool");

                in.close();
                out.lines().forEach(later -> assertThat(later).contains("updated")); // what it hears until it has ended
                assertThat(node.waitFor()).isZero();
            }
        }
    }

    static void ask(Writer in, String line) throws Exception {
        in.write(line + "\n");
        in.flush();
    }

    static JsonNode next(BufferedReader out) throws Exception {
        return JsonMapper.builder().build().readTree(out.readLine());
    }

    static String answer(BufferedReader out) throws Exception {
        JsonNode line = next(out);
        while (!line.has("result")) {
            line = next(out);
        }
        return line.at("/result/content/0/text").asText();
    }
}

package dev.commonground.studio.mcp;

import static dev.commonground.studio.mcp.RunningServer.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.langgraph4j.MemoryTools;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import dev.commonground.studio.EveryChange;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.McpTextResourceContents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as clients of langchain4j, and clients that break the rules, use it over HTTP. */
@SuppressWarnings("try") // closing may be interrupted
class McpOverHttpTest {

    static final Pattern ID = Pattern.compile("m-[a-z2-7]{26}");

    @TempDir
    Path folder;

    RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.open(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void listsTheToolsWithTheTextsOfTheLangchain4jTools() throws Exception {
        try (McpClient client = server.client("task=q3&agent=writer")) {
            List<ToolSpecification> tools = client.listTools();

            assertThat(tools)
                    .extracting(ToolSpecification::name)
                    .containsExactlyInAnyOrder("remember", "recall", "brief", "conflicts", "settle", "history");
            for (ToolSpecification original : ToolSpecifications.toolSpecificationsFrom(MemoryTools.class)) {
                ToolSpecification served = tools.stream()
                        .filter(tool -> tool.name().equals(original.name()))
                        .findFirst()
                        .orElseThrow();
                assertThat(served.description()).isEqualTo(original.description());
                assertThat(served.parameters().properties())
                        .isEqualTo(original.parameters().properties());
                assertThat(served.parameters().required())
                        .isEqualTo(original.parameters().required());
            }
        }
    }

    @Test
    void twoClientsShareATaskAndNobodyElseSeesIt() throws Exception {
        try (McpClient writer = server.client("task=q3&agent=writer");
                McpClient editor = server.client("task=q3&agent=editor");
                McpClient other = server.client("task=q4&agent=editor")) {
            assertThat(call(writer, "remember", "{\"text\":\"The proposal has 500 words\"}"))
                    .startsWith("stored m-");

            assertThat(call(editor, "recall", "{\"queries\":\"words\"}")).contains("500 words", "(writer)");
            assertThat(call(other, "recall", "{\"queries\":\"words\"}")).isEqualTo("Nothing fits.");
            assertThat(call(other, "brief", "{}")).contains("Nothing is known yet.");
        }
    }

    @Test
    void argumentsNameNobody() throws Exception {
        try (McpClient writer = server.client("task=q3&agent=writer")) {
            call(
                    writer,
                    "remember",
                    "{\"text\":\"Ships on Monday\",\"task\":\"q4\",\"agent\":\"boss\",\"owner\":\"other\"}");

            assertThat(server.memory.task("q3").agent("auditor").list().get(0).authors())
                    .extracting(Object::toString)
                    .containsExactly("writer");
            assertThat(server.memory.task("q4").agent("auditor").list()).isEmpty();
        }
    }

    @Test
    void saysWhoWroteTheOtherSideWhenAndWhy() throws Exception {
        server.memory
                .task("q3")
                .person("Ann")
                .remember(Draft.constraint("The tone is formal")
                        .key("tone", "formal")
                        .evidence("please be formal")
                        .build());
        try (McpClient writer = server.client("task=q3&agent=writer")) {
            assertThat(call(writer, "remember", "{\"text\":\"The tone is warm\",\"key\":\"tone\",\"value\":\"warm\"}"))
                    .contains("conflicts with", "\"Ann\" at 20", "on the evidence \"please be formal\"", "call settle");
        }
    }

    @Test
    void settlesOnlyWhatTheClientHasSeen() throws Exception {
        try (McpClient writer = server.client("task=q3&agent=writer");
                McpClient editor = server.client("task=q3&agent=editor")) {
            call(writer, "remember", "{\"text\":\"The tone is warm\",\"key\":\"tone\",\"value\":\"warm\"}");
            call(editor, "remember", "{\"text\":\"The tone is cool\",\"key\":\"tone\",\"value\":\"cool\"}");
            String seen = ids(call(editor, "conflicts", "{}"));
            server.memory
                    .task("q3")
                    .person("Ann")
                    .remember(Draft.constraint("The tone is formal")
                            .key("tone", "formal")
                            .evidence("as in the contract")
                            .build());

            String refused = call(editor, "settle", settle("cool", seen));
            assertThat(refused)
                    .contains("nothing was written", "formal", "\"Ann\" at 20", "\"as in the contract\"", "call settle")
                    .doesNotContain("warm");
            assertThat(server.memory.task("q3").agent("auditor").conflicts()).hasSize(1);

            String all = ids(call(editor, "conflicts", "{}"));
            assertThat(call(editor, "settle", settle("formal", all))).startsWith("Settled by m-");
            assertThat(call(editor, "conflicts", "{}")).isEqualTo("Nothing is in conflict.");
            assertThat(server.memory.task("q3").agent("auditor").list())
                    .singleElement()
                    .satisfies(memory -> assertThat(memory.value()).isEqualTo("formal"));

            assertThat(call(writer, "settle", settle("warm", all)))
                    .contains("nothing was written", "superseded", "\"editor\"");
        }
    }

    @Test
    void settlesWithANewValueAndItsEvidence() throws Exception {
        try (McpClient writer = server.client("task=q3&agent=writer");
                McpClient editor = server.client("task=q3&agent=editor")) {
            call(writer, "remember", "{\"text\":\"The tone is warm\",\"key\":\"tone\",\"value\":\"warm\"}");
            call(editor, "remember", "{\"text\":\"The tone is cool\",\"key\":\"tone\",\"value\":\"cool\"}");
            String seen = ids(call(editor, "conflicts", "{}"));

            assertThat(call(editor, "settle", "{\"key\":\"tone\"}")).startsWith("Not settled: pass the key");
            assertThat(call(editor, "settle", "{\"value\":\"warm\"}")).startsWith("Not settled: pass the key");
            assertThat(call(editor, "settle", settle("warm", "nonsense"))).startsWith("Not settled: ");
            assertThat(call(
                            editor,
                            "settle",
                            "{\"key\":\"TONE\",\"value\":\"mild\",\"seen\":\"%s\",\"text\":\"The tone is mild\",\"evidence\":\"be mild\"}"
                                    .formatted(seen)))
                    .startsWith("Settled by m-")
                    .contains("it supersedes ");
            assertThat(call(editor, "settle", "{\"key\":\"pace\",\"value\":\"slow\"}"))
                    .contains("no values of \"pace\" are in conflict")
                    .doesNotContain("What happened");
        }
        assertThat(server.memory.task("q3").agent("auditor").list())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.text()).isEqualTo("The tone is mild");
                    assertThat(kept.assertions().get(0).evidence()).isEqualTo("be mild");
                });
    }

    @Test
    void keepsAPersonApartFromAnAgentOfTheSameName() throws Exception {
        try (McpClient person = server.client("task=q3&person=ann&user=acme")) {
            call(person, "remember", "{\"text\":\"Ships on Monday\"}");
        }

        assertThat(server.memory.task("q3").agent("auditor").list().get(0).authors())
                .containsExactly(Author.person("ann"));
    }

    @Test
    void listsMoreMemoriesThanAResourceShows() throws Exception {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            drafts.add(Draft.finding("Finding " + i).build());
        }
        try (McpClient client = server.client("task=q3&agent=writer")) {
            assertThat(memories(client)).isEqualTo("The memory holds nothing yet.");
            server.memory.task("q3").agent("writer").rememberAll(drafts);
            assertThat(memories(client)).endsWith("1 more; recall finds them.");
        }
    }

    private static String memories(McpClient client) {
        return ((McpTextResourceContents)
                        client.readResource(McpRoom.MEMORIES).contents().get(0))
                .text();
    }

    static String settle(String value, String seen) {
        return "{\"key\":\"tone\",\"value\":\"%s\",\"seen\":\"%s\"}".formatted(value, seen);
    }

    static String ids(String text) {
        return ID.matcher(text).results().map(match -> match.group()).collect(Collectors.joining(" "));
    }

    @Test
    void tellsTheHistoryWithEvidence() throws Exception {
        String id = server.memory
                .task("q3")
                .person("Ann")
                .remember(Draft.constraint("The tone is formal")
                        .evidence("please\nbe formal")
                        .build())
                .memory()
                .id()
                .value();
        try (McpClient writer = server.client("task=q3&agent=writer")) {
            assertThat(call(writer, "history", "{\"id\":\"%s\"}".formatted(id)))
                    .contains("\"Ann\" wrote " + id, "on the evidence \"please\\nbe formal\"");
            assertThat(call(writer, "history", "{\"id\":\"m-" + "a".repeat(26) + "\"}"))
                    .isEqualTo("There is no memory of that id that you may read.");
            assertThat(call(writer, "history", "{\"id\":7}")).startsWith("Nothing was found: ");
        }
    }

    @Test
    void tellsHowMemoriesEnded() throws Exception {
        EveryChange every = EveryChange.in(server.memory);

        try (McpClient reader = server.client("task=q3&agent=reader")) {
            assertThat(history(reader, every.annotated())).contains("annotated m-");
            assertThat(history(reader, every.forgotten())).contains("forgot m-");
            assertThat(history(reader, every.erased())).contains("erased m-").doesNotContain("quokkas");
            assertThat(history(reader, every.restored())).contains("revoked m-", "restored m-");
        }
    }

    private static String history(McpClient client, MemoryId id) {
        return call(client, "history", "{\"id\":\"%s\"}".formatted(id));
    }

    @Test
    void announcesChangesToSubscribersOfTheTaskAlone() throws Exception {
        BlockingQueue<String> updates = new ArrayBlockingQueue<>(100);
        BlockingQueue<String> others = new ArrayBlockingQueue<>(100);
        try (McpClient client = server.client("task=q3&agent=editor", Map.of())
                        .onResourceUpdated((from, uri) -> updates.add(uri))
                        .build();
                McpClient other = server.client("task=q4&agent=editor", Map.of())
                        .onResourceUpdated((from, uri) -> others.add(uri))
                        .build()) {
            client.subscribeToResource(McpRoom.MEMORIES);
            other.subscribeToResource(McpRoom.MEMORIES);

            server.memory.task("q3").agent("writer").remember("Ships on Monday");

            assertThat(updates.poll(60, TimeUnit.SECONDS)).isEqualTo(McpRoom.MEMORIES);
            assertThat(client.readResource(McpRoom.MEMORIES).contents())
                    .singleElement()
                    .satisfies(contents -> assertThat(((McpTextResourceContents) contents).text())
                            .contains("Ships on Monday"));
            server.memory.task("q4").agent("writer").remember("Ships on Friday");
            assertThat(others.poll(60, TimeUnit.SECONDS)).isEqualTo(McpRoom.MEMORIES);
            assertThat(others).isEmpty();
        }
    }

    @Test
    void briefsByAPrompt() throws Exception {
        server.memory.task("q3").person("Ann").require("Keep it to 500 words");
        try (McpClient client = server.client("task=q3&agent=editor")) {
            assertThat(client.getPrompt("brief", Map.of("work", "edit the proposal"))
                            .messages()
                            .get(0)
                            .content()
                            .toString())
                    .contains("Keep it to 500 words");
        }
    }

    @Test
    void answersBadJsonAndGoesOn() throws Exception {
        assertThat(post("{not json").statusCode()).isEqualTo(400);
        assertThat(post("[]").statusCode()).isEqualTo(400);
        assertWorks();
    }

    @Test
    void saysHowLongATextMayBe() throws Exception {
        try (McpClient client = server.client("task=q3&agent=writer")) {
            assertThat(call(client, "remember", "{\"text\":\"" + "x".repeat(1_000_000) + "\"}"))
                    .startsWith("Not stored: The text of a memory has 1,000,000 characters");
        }
    }

    @Test
    void outlivesAClientThatVanishesInACall() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write(
                                "POST %s?task=q3&agent=writer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{\"jsonrpc\":"
                                        .formatted(HttpRooms.PATH)
                                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        McpClient vanishing = server.client("task=q3&agent=writer");
        call(vanishing, "remember", "{\"text\":\"Ships on Monday\"}");
        assertWorks();
    }

    private void assertWorks() throws Exception {
        try (McpClient client = server.client("task=q3&agent=writer")) {
            assertThat(call(client, "remember", "{\"text\":\"It still works\"}"))
                    .contains("m-");
        }
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url("task=q3&agent=writer")))
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json, text/event-stream")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void needsATaskAndAName() throws Exception {
        assertThatThrownBy(() -> server.client("task=q3").listTools())
                .hasRootCauseMessage("Unexpected status code: 400");
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(server.url("agent=writer")))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .startsWith("The task or the agent is unknown: add ?task=TASK&agent=NAME to the URL");
    }
}

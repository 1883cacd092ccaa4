package dev.commonground.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application on Spring Boot 4, with its server. */
@Tag("proofs")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MemoryApplicationTest {

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void place(DynamicPropertyRegistry properties) {
        properties.add("commonground.url", () -> folder.resolve("memory.db").toString());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    @Test
    void briefsEachAgentOnWhatTheOthersLearned() throws IOException, InterruptedException {
        HttpResponse<String> learned = send(to("/tasks/q3/researcher/messages")
                .POST(HttpRequest.BodyPublishers.ofString("The proposal must not exceed 500 words.")));
        HttpResponse<String> briefing = send(to("/tasks/q3/writer/briefing?work=draft"));

        assertThat(learned.statusCode()).isEqualTo(201);
        assertThat(briefing.body()).contains("500 words");
    }

    @Test
    void tellsItsHealthAndItsMetrics() throws IOException, InterruptedException {
        send(to("/tasks/q4/writer/briefing?work=draft"));

        assertThat(send(to("/actuator/health")).body())
                .contains("\"commonGround\":{\"details\":{")
                .contains("\"status\":\"UP\"");
        assertThat(send(to("/actuator/metrics/commonground.memory.operation.duration"))
                        .body())
                .contains("search_memory");
    }
}

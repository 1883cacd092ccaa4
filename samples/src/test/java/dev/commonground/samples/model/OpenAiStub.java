package dev.commonground.samples.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A local server with the chat completions API of OpenAI. Each request gets the next answer of a script, and the last
 * answer repeats. It records its requests.
 */
public final class OpenAiStub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECES = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Answer> script;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    /** A reaction to a request. */
    public sealed interface Answer {

        /** A text. */
        record Text(String text) implements Answer {}

        /** A tool call. */
        record ToolCall(String tool, String arguments) implements Answer {}

        /** An HTTP error status. */
        record Failure(int status) implements Answer {}

        /** No answer. */
        record Silence() implements Answer {}
    }

    private OpenAiStub(List<Answer> script) {
        this.script = List.copyOf(script);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free on this machine", e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
    }

    /** Returns a running server that answers with {@code script}. */
    public static OpenAiStub answering(Answer... script) {
        OpenAiStub stub = new OpenAiStub(List.of(script));
        stub.server.start();
        return stub;
    }

    /** Returns the base URL for a client. */
    public String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    /** Returns the requests, oldest first. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** Returns the API key of each request. */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = script.get(Math.min(requests.size(), script.size()) - 1);
        if (answer instanceof Answer.Silence) {
            keepSilent(exchange);
        } else if (answer instanceof Answer.Failure failure) {
            send(exchange, failure.status(), error(failure.status()));
        } else if (request.path("stream").asBoolean()) {
            stream(exchange, answer);
        } else {
            send(exchange, 200, completion(request, answer));
        }
    }

    private void keepSilent(HttpExchange exchange) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static ObjectNode completion(JsonNode request, Answer answer) {
        ObjectNode completion = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", request.path("model").asText());
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", answer instanceof Answer.ToolCall ? "tool_calls" : "stop")
                .set("message", message(answer));
        completion
                .putObject("usage")
                .put("prompt_tokens", 7)
                .put("completion_tokens", 3)
                .put("total_tokens", 10);
        return completion;
    }

    private static ObjectNode message(Answer answer) {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant");
        if (answer instanceof Answer.ToolCall call) {
            message.putNull("content");
            ObjectNode tool = message.putArray("tool_calls").addObject();
            tool.put("index", 0).put("id", "call_1").put("type", "function");
            tool.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
        }
        return answer instanceof Answer.Text text ? message.put("content", text.text()) : message;
    }

    private static ObjectNode error(int status) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", "stub error " + status).put("type", "stub");
        return body;
    }

    private static void stream(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            if (answer instanceof Answer.Text text) {
                for (String piece : pieces(text.text())) {
                    event(
                            body,
                            chunk(JSON.createObjectNode().put("content", piece), null)
                                    .toString());
                }
            } else {
                event(body, chunk(message(answer), null).toString());
            }
            String reason = answer instanceof Answer.ToolCall ? "tool_calls" : "stop";
            event(body, chunk(JSON.createObjectNode(), reason).toString());
            event(body, "[DONE]");
        }
    }

    private static List<String> pieces(String text) {
        int size = Math.max(1, text.length() / PIECES);
        return List.of(text.split("(?<=\\G.{%d})".formatted(size), -1));
    }

    private static ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "stub");
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason)
                .set("delta", delta);
        return chunk;
    }

    private static void event(OutputStream body, String data) throws IOException {
        body.write("data: %s\n\n".formatted(data).getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private static void send(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}

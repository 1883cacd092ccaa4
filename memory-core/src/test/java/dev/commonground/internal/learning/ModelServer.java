package dev.commonground.internal.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel.OpenAiChatModelBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A local server with the protocol of OpenAI's chat completions. It answers from a script: each request gets the next
 * answer, and all further requests get the last one. It records the requests.
 */
public final class ModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Reply> script;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    /** An answer to a request. */
    private interface Reply {
        void send(HttpExchange exchange, ModelServer server) throws IOException;
    }

    private ModelServer(List<Reply> script) {
        this.script = List.copyOf(script);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free on this machine", e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** Creates an empty script. */
    public static Script script() {
        return new Script();
    }

    /** Starts a server that answers with {@code texts} in order. */
    public static ModelServer answering(String... texts) {
        Script script = script();
        List.of(texts).forEach(script::text);
        return script.start();
    }

    /** The answers of a server, in order. */
    public static final class Script {

        private final List<Reply> answers = new ArrayList<>();

        /** Adds an answer with {@code text}. */
        public Script text(String text) {
            answers.add((exchange, server) -> send(exchange, 200, JSON.writeValueAsBytes(completion(text))));
            return this;
        }

        /** Adds an error with an HTTP status. */
        public Script status(int status, String message) {
            ObjectNode body = JSON.createObjectNode();
            body.putObject("error").put("message", message).put("type", "stub");
            answers.add((exchange, server) -> send(exchange, status, JSON.writeValueAsBytes(body)));
            return this;
        }

        /** Adds an answer that stops in the middle of {@code text}. */
        public Script half(String text) {
            answers.add((exchange, server) -> server.sendHalf(exchange, JSON.writeValueAsBytes(completion(text))));
            return this;
        }

        public ModelServer start() {
            return new ModelServer(answers);
        }
    }

    /** Returns the builder of a client that supports schemas and does not retry. */
    public OpenAiChatModelBuilder client() {
        return OpenAiChatModel.builder()
                .baseUrl("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()))
                .apiKey("none")
                .modelName("stub")
                .maxRetries(0)
                .strictJsonSchema(true)
                .supportedCapabilities(dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .timeout(Duration.ofSeconds(30));
    }

    /** Returns a client that supports schemas and does not retry. */
    public OpenAiChatModel model() {
        return client().build();
    }

    /** Returns the requests, oldest first. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** Returns the text of the user message in request {@code index}. */
    public String request(int index) {
        JsonNode content = requests.get(index).path("messages").path(1).path("content");
        return content.isTextual()
                ? content.asText()
                : content.path(0).path("text").asText();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        int number = take(JSON.readTree(exchange.getRequestBody()));
        script.get(Math.min(number, script.size()) - 1).send(exchange, this);
    }

    private synchronized int take(JsonNode request) {
        requests.add(request);
        return requests.size();
    }

    private static ObjectNode completion(String text) {
        ObjectNode completion = JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "stub");
        ObjectNode choice = completion.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        completion
                .putObject("usage")
                .put("prompt_tokens", 7)
                .put("completion_tokens", 3)
                .put("total_tokens", 10);
        return completion;
    }

    private void sendHalf(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        OutputStream body = exchange.getResponseBody();
        body.write(bytes, 0, bytes.length / 2);
        body.flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}

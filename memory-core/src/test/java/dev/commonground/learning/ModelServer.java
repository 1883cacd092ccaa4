package dev.commonground.learning;

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
 * A server on this machine that speaks as OpenAI's chat completions do, from a script: each request gets the next answer,
 * and the last one for good. It records what it was asked.
 */
public final class ModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Answer> script;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    /** What the server does with a request. */
    private interface Answer {
        void to(HttpExchange exchange, ModelServer server) throws IOException;
    }

    private ModelServer(List<Answer> script) {
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

    /** Starts a script. */
    public static Script script() {
        return new Script();
    }

    /** Returns a server that gives these texts one after the other. */
    public static ModelServer answering(String... texts) {
        Script script = script();
        List.of(texts).forEach(script::text);
        return script.start();
    }

    /** What a server is to do, request by request. */
    public static final class Script {

        private final List<Answer> answers = new ArrayList<>();

        /** It answers with a text. */
        public Script text(String text) {
            answers.add((exchange, server) -> send(exchange, 200, JSON.writeValueAsBytes(completion(text))));
            return this;
        }

        /** It refuses with an HTTP status. */
        public Script status(int status, String message) {
            ObjectNode body = JSON.createObjectNode();
            body.putObject("error").put("message", message).put("type", "stub");
            answers.add((exchange, server) -> send(exchange, status, JSON.writeValueAsBytes(body)));
            return this;
        }

        /** It begins to answer, and stops in the middle. */
        public Script half(String text) {
            answers.add((exchange, server) -> server.sendHalf(exchange, JSON.writeValueAsBytes(completion(text))));
            return this;
        }

        public ModelServer start() {
            return new ModelServer(answers);
        }
    }

    /** Returns the settings of a client that repeats nothing by itself and takes schemas. */
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

    /** Returns a client that repeats nothing by itself and takes schemas. */
    public OpenAiChatModel model() {
        return client().build();
    }

    /** Returns what was asked, oldest first. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** Returns the words of the user's message in request {@code index}. */
    public String asked(int index) {
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
        script.get(Math.min(number, script.size()) - 1).to(exchange, this);
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

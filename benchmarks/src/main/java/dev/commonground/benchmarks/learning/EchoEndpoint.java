package dev.commonground.benchmarks.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * A local endpoint with the protocol of OpenAI's chat completions that answers every request with one text, and a model that
 * calls it. So the bytes of every script travel through HTTP and JSON.
 */
final class EchoEndpoint implements ChatModel, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final byte[] body;

    EchoEndpoint(String answer) throws IOException {
        this.body = JSON.writeValueAsBytes(JSON.createObjectNode()
                .set(
                        "choices",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode()
                                        .set(
                                                "message",
                                                JSON.createObjectNode()
                                                        .put("role", "assistant")
                                                        .put("content", answer)))));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        String messages = JSON.createObjectNode()
                .put("messages", request.messages().toString())
                .toString();
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/chat/completions"
                        .formatted(server.getAddress().getPort())))
                .POST(HttpRequest.BodyPublishers.ofString(messages, StandardCharsets.UTF_8))
                .build();
        try {
            byte[] answer =
                    client.send(post, HttpResponse.BodyHandlers.ofByteArray()).body();
            String text = JSON.readTree(answer).at("/choices/0/message/content").asText();
            return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
        } catch (IOException e) {
            throw new UncheckedIOException("The local endpoint did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The call was interrupted", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

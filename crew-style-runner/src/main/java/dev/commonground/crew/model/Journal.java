package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.BlobStore;
import dev.commonground.store.JsonMappers;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The model responses of a run, in the store of its memories. If an attempt runs again after a crash or a failure of a
 * parallel task, it finds the responses to its earlier requests.
 *
 * <p>The key of a request is a digest of its attempt, its messages and the names of its tools. Thread-safe.
 */
public final class Journal {

    private final @Nullable BlobStore blobs;
    private final String run;
    private final String attempt;

    private Journal(@Nullable BlobStore blobs, String run, String attempt) {
        this.blobs = blobs;
        this.run = requireNonNull(run, "run");
        this.attempt = requireNonNull(attempt, "attempt");
    }

    /** Returns the journal of {@code run} in {@code blobs}. */
    public static Journal of(BlobStore blobs, String run) {
        return new Journal(requireNonNull(blobs, "blobs"), requireNonNull(run, "run"), "");
    }

    /** Returns a journal that stores nothing. */
    public static Journal none() {
        return new Journal(null, "", "");
    }

    /** Returns this journal for one attempt, which does not find the responses of other attempts. */
    public Journal at(String name) {
        return new Journal(blobs, run, requireNonNull(name, "name"));
    }

    /** Returns the stored response to {@code request}. */
    Optional<ChatResponse> find(ChatRequest request) {
        return blobs == null
                ? Optional.empty()
                : blobs.get(collection(), key(request)).map(Journal::read);
    }

    /** Stores the response to {@code request} durably. */
    void keep(ChatRequest request, ChatResponse response) {
        if (blobs != null) {
            blobs.put(collection(), key(request), write(response));
        }
    }

    private String collection() {
        return "journal/" + run;
    }

    private String key(ChatRequest request) {
        String tools = request.toolSpecifications() == null
                ? ""
                : request.toolSpecifications().stream()
                        .map(ToolSpecification::name)
                        .sorted()
                        .collect(Collectors.joining(","));
        String asked = tools + "\n" + ChatMessageSerializer.messagesToJson(request.messages());
        return attempt + "/" + digest(asked);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The Java platform has no SHA-256", e);
        }
    }

    private static byte[] write(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        try {
            return JsonMappers.STRICT.writeValueAsBytes(JsonMappers.STRICT
                    .createObjectNode()
                    .put("message", ChatMessageSerializer.messageToJson(response.aiMessage()))
                    .put("model", response.modelName())
                    .put("input", usage == null ? null : usage.inputTokenCount())
                    .put("output", usage == null ? null : usage.outputTokenCount()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The response of a model cannot be written as JSON", e);
        }
    }

    private static ChatResponse read(byte[] kept) {
        try {
            JsonNode node = JsonMappers.STRICT.readTree(kept);
            AiMessage message = (AiMessage)
                    ChatMessageDeserializer.messageFromJson(node.path("message").asText());
            ChatResponse.Builder response = ChatResponse.builder()
                    .aiMessage(message)
                    .tokenUsage(new TokenUsage(number(node, "input"), number(node, "output")));
            String model = node.path("model").asText(null);
            return Objects.isNull(model)
                    ? response.build()
                    : response.modelName(model).build();
        } catch (IOException e) {
            throw new UncheckedIOException("A response in the journal cannot be read as JSON", e);
        }
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        JsonNode number = node.path(name);
        return number.isNumber() ? number.asInt() : null;
    }
}

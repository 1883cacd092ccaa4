package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.log.RecordShelf;
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
 * The answers of models that a run has paid for, beside its memories. An attempt that is made again, after a crash or
 * because a sibling of its group failed, finds the answer to each request that it had made before.
 *
 * <p>A request is known by its attempt, its messages and the names of its tools; only the digest of these is kept. Thread-safe.
 */
public final class Journal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable RecordShelf shelf;
    private final String run;
    private final String attempt;

    private Journal(@Nullable RecordShelf shelf, String run, String attempt) {
        this.shelf = shelf;
        this.run = requireNonNull(run, "run");
        this.attempt = requireNonNull(attempt, "attempt");
    }

    /** Returns the journal of the run called {@code run} on {@code shelf}. */
    public static Journal of(RecordShelf shelf, String run) {
        return new Journal(requireNonNull(shelf, "shelf"), run, "");
    }

    /** Returns a journal that keeps nothing. */
    public static Journal none() {
        return new Journal(null, "", "");
    }

    /** Returns this journal for one attempt at one task: equal requests of other attempts are others. */
    public Journal at(String name) {
        return new Journal(shelf, run, name);
    }

    /** Returns the answer that was kept for {@code request}. */
    Optional<ChatResponse> find(ChatRequest request) {
        return shelf == null
                ? Optional.empty()
                : shelf.get(collection(), key(request)).map(Journal::read);
    }

    /** Keeps the answer to {@code request}, durable on return. */
    void keep(ChatRequest request, ChatResponse response) {
        if (shelf != null) {
            shelf.put(collection(), key(request), write(response));
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
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] write(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("message", ChatMessageSerializer.messageToJson(response.aiMessage()))
                    .put("model", response.modelName())
                    .put("input", usage == null ? null : usage.inputTokenCount())
                    .put("output", usage == null ? null : usage.outputTokenCount()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The answer of a model cannot be written as JSON", e);
        }
    }

    private static ChatResponse read(byte[] kept) {
        try {
            JsonNode node = JSON.readTree(kept);
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
            throw new UncheckedIOException("An answer in the journal cannot be read as JSON", e);
        }
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        JsonNode number = node.path(name);
        return number.isNumber() ? number.asInt() : null;
    }
}

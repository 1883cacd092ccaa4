package dev.commonground.crew.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.store.JsonMappers;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts the responses of models to JSON and back. */
final class ResponseJson {

    private ResponseJson() {}

    static byte[] write(ChatResponse response) {
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

    static ChatResponse read(byte[] kept) {
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

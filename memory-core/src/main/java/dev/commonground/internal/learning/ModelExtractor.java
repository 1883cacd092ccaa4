package dev.commonground.internal.learning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.learning.LearnRequest;
import dev.commonground.memory.MemoryException.LearningFailed;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Extracts statements with a model. It makes one call for each chunk, one more for each answer that cannot be read, and
 * one more if the endpoint rejects the JSON schema of the answer.
 *
 * <p>Thread-safe.
 */
public final class ModelExtractor implements Extractor {

    private final ChatModel model;
    private final LearnRequest request;
    private final LearningPrompt prompt;

    /** Creates an extractor that uses {@code model}, whatever model the request names. */
    public ModelExtractor(ChatModel model, LearnRequest request) {
        this.model = model;
        this.request = request;
        this.prompt = new LearningPrompt(request);
    }

    @Override
    public Extraction extract(Chunk chunk, List<KnownNote> known) {
        return new ChunkCalls(chunk, known).extract();
    }

    /** The calls for one chunk. */
    private final class ChunkCalls {

        private final Chunk chunk;
        private final List<KnownNote> known;
        private boolean schema = model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        private TokenUsage tokens = new TokenUsage(0, 0, 0);
        private int calls;

        ChunkCalls(Chunk chunk, List<KnownNote> known) {
            this.chunk = chunk;
            this.known = known;
        }

        Extraction extract() {
            for (int attempt = 0; attempt <= request.repeats(); attempt++) {
                ChatResponse response = ask();
                tokens = TokenUsage.sum(tokens, response.tokenUsage());
                Optional<JsonNode> items =
                        AnswerText.statements(response.aiMessage().text());
                if (items.isPresent()) {
                    return extraction(items.get());
                }
            }
            throw new LearningFailed(LearningFailed.Reason.UNREADABLE_ANSWER, calls, null);
        }

        private Extraction extraction(JsonNode items) {
            AnswerReader reader = new AnswerReader(
                    chunk, known.stream().map(KnownNote::statement).toList(), request.kinds());
            reader.read(items);
            return new Extraction(reader.proposals(), reader.rejected(), reader.requests(), calls, tokens);
        }

        private ChatResponse ask() {
            calls++;
            try {
                return call(prompt.of(chunk, known, schema));
            } catch (InvalidRequestException e) {
                if (!schema || !isAboutSchema(e)) {
                    throw new LearningFailed(LearningFailed.Reason.REFUSED, calls, e);
                }
                schema = false;
                return ask();
            } catch (RuntimeException e) {
                throw new LearningFailed(reason(e), calls, e);
            }
        }
    }

    private ChatResponse call(ChatRequest chat) {
        try {
            return new CallTimeout(request.timeout()).run(() -> model.chat(chat));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private static LearningFailed.Reason reason(RuntimeException failure) {
        if (failure instanceof RateLimitException) {
            return LearningFailed.Reason.RATE_LIMIT;
        }
        if (failure instanceof TimeoutException) {
            return LearningFailed.Reason.TIMEOUT;
        }
        if (failure instanceof InternalServerException) {
            return LearningFailed.Reason.SERVER;
        }
        return failure instanceof NonRetriableException ? LearningFailed.Reason.REFUSED : LearningFailed.Reason.OTHER;
    }

    /** Returns whether the endpoint rejected the schema; every endpoint names the format or the schema in its message. */
    private static boolean isAboutSchema(InvalidRequestException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("response_format") || message.contains("schema");
    }
}

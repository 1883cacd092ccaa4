package dev.commonground.learning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.memory.Statement;
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
 * Lets a model take statements out of a conversation, in one call a piece; one more for each answer that cannot be read,
 * and one if the endpoint turns out to take no schema.
 *
 * <p>Thread-safe.
 */
public final class ModelExtractor implements Extractor {

    private final ChatModel model;
    private final LearnRequest request;
    private final LearningPrompt prompt;

    /** Extracts with {@code model}, which need not be the one that the request names. */
    public ModelExtractor(ChatModel model, LearnRequest request) {
        this.model = model;
        this.request = request;
        this.prompt = new LearningPrompt(request);
    }

    @Override
    public Extraction extract(Piece piece, List<Statement> known) {
        boolean schema = model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        TokenUsage tokens = new TokenUsage(0, 0, 0);
        int calls = 0;
        int unreadable = 0;
        while (unreadable <= request.repeats()) {
            calls++;
            ChatResponse response;
            try {
                response = call(prompt.of(piece, known, schema));
            } catch (InvalidRequestException e) {
                if (!schema || !refusesSchema(e)) {
                    throw new LearningException(LearningException.Reason.REFUSED, calls, e);
                }
                schema = false;
                continue;
            } catch (RuntimeException e) {
                throw new LearningException(reason(e), calls, e);
            }
            tokens = TokenUsage.sum(tokens, response.tokenUsage());
            Optional<JsonNode> statements =
                    AnswerText.statements(response.aiMessage().text());
            if (statements.isPresent()) {
                AnswerReader reader = new AnswerReader(piece, known, request.kinds());
                reader.read(statements.get());
                return new Extraction(reader.proposals(), reader.refused(), calls, tokens);
            }
            unreadable++;
        }
        throw new LearningException(LearningException.Reason.UNREADABLE_ANSWER, calls, null);
    }

    private ChatResponse call(ChatRequest chat) {
        try {
            return new TimeLimit(request.timeout()).within(() -> model.chat(chat));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private static LearningException.Reason reason(RuntimeException failure) {
        if (failure instanceof RateLimitException) {
            return LearningException.Reason.RATE_LIMIT;
        }
        if (failure instanceof TimeoutException) {
            return LearningException.Reason.TIMEOUT;
        }
        if (failure instanceof InternalServerException) {
            return LearningException.Reason.SERVER;
        }
        return failure instanceof NonRetriableException
                ? LearningException.Reason.REFUSED
                : LearningException.Reason.OTHER;
    }

    /** Servers say it in their own words, but all of them name the format or the schema. */
    private static boolean refusesSchema(InvalidRequestException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("response_format") || message.contains("schema");
    }
}

package dev.commonground.crew.model;

import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model call that is retried after 1, 2, 4 … seconds if its failure can be temporary. */
record RetryingCall(ChatModel model, int maxRetries, TimeLimit limit) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Returns the response; null if the client returns null. */
    @Nullable
    ChatResponse of(ChatRequest request) {
        Duration pause = FIRST_PAUSE;
        for (int retry = 0; retry < maxRetries; retry++) {
            try {
                return once(request);
            } catch (RetriableException e) { // the last call throws it
                limit.pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
        return once(request);
    }

    private @Nullable ChatResponse once(ChatRequest request) {
        return limit.<@Nullable ChatResponse>within(() -> model.chat(request));
    }
}

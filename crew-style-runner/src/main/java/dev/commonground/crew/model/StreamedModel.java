package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A streaming model as one that answers at once: the answer is what the stream ends with.
 *
 * <p>As thread-safe as the streaming model.
 *
 * @param model the model that streams
 */
public record StreamedModel(StreamingChatModel model) implements ChatModel {

    public StreamedModel {
        requireNonNull(model, "model");
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }
        });
        try {
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException("The stream was given up before its end", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new LangChain4jException(e.getCause());
        }
    }
}

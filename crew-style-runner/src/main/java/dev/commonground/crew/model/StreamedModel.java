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
 * A chat model on top of a streaming model. It returns the complete response at the end of the stream.
 *
 * <p>As thread-safe as the streaming model.
 *
 * @param model the streaming model
 */
public record StreamedModel(StreamingChatModel model) implements ChatModel {

    public StreamedModel {
        requireNonNull(model, "model");
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        requireNonNull(request, "request");
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        model.chat(request, new Completion(end));
        try {
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException("The thread was interrupted before the end of the stream", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new LangChain4jException(e.getCause());
        }
    }

    private record Completion(CompletableFuture<ChatResponse> end) implements StreamingChatResponseHandler {
        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }
    }
}

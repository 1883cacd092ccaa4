package dev.commonground.langgraph4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.langchain4j.generators.StreamingChatGenerator;

/** A chat model that streams the same words for each request, and optionally fails after them. */
record ScriptedStreamModel(List<String> words, boolean fails) implements StreamingChatModel {

    static ScriptedStreamModel says(String... words) {
        return new ScriptedStreamModel(List.of(words), false);
    }

    static ScriptedStreamModel breaksOffAfter(String... words) {
        return new ScriptedStreamModel(List.of(words), true);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        words.forEach(handler::onPartialResponse);
        if (fails) {
            handler.onError(new IllegalStateException("the line is dead"));
        } else {
            handler.onCompleteResponse(ChatResponse.builder()
                    .aiMessage(AiMessage.from(String.join("", words)))
                    .build());
        }
    }

    /** Returns a node that remembers a text and streams its answer into the state under {@code answer} and the log. */
    AsyncNodeActionWithConfig<TestState> node(String remembers) {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            GraphMemory.memory(config).remember(remembers);
            return plainNode().apply(state, config).join();
        });
    }

    /** Returns a node that streams its answer. */
    AsyncNodeActionWithConfig<TestState> plainNode() {
        return AsyncNodeActionWithConfig.node_async((state, config) -> {
            StreamingChatGenerator<TestState> stream = StreamingChatGenerator.<TestState>builder()
                    .mapResult(response -> Map.of(
                            "answer", response.aiMessage().text(),
                            "log", List.of(response.aiMessage().text())))
                    .startingNode("stream")
                    .startingState(state)
                    .build();
            chat("go", stream.handler());
            return Map.of("_stream", stream);
        });
    }
}

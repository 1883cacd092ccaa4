package dev.commonground.langgraph4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bsc.langgraph4j.state.AppenderChannel;
import org.jspecify.annotations.Nullable;

/** Extracts messages from some keys of a graph's state: the messages that a node added, and those it replied to. */
final class AddedMessages {

    private final List<String> keys;

    AddedMessages(List<String> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Returns the messages of a node's result that the state did not hold. A plain text is a message of the node's
     * agent.
     */
    List<ChatMessage> by(Map<String, Object> result, Map<String, Object> state) {
        return keys.stream()
                .flatMap(key -> {
                    List<ChatMessage> before = messages(key, state.get(key)).toList();
                    return messages(key, result.get(key)).filter(message -> !before.contains(message));
                })
                .toList();
    }

    /** Returns the users' latest messages, which have no answer yet. */
    List<ChatMessage> to(Map<String, Object> state) {
        return keys.stream()
                .flatMap(key -> unanswered(messages(key, state.get(key)).toList()).stream())
                .toList();
    }

    private static List<ChatMessage> unanswered(List<ChatMessage> messages) {
        int from = messages.size();
        while (from > 0 && messages.get(from - 1) instanceof UserMessage) {
            from--;
        }
        return messages.subList(from, messages.size());
    }

    private static Stream<ChatMessage> messages(String key, @Nullable Object value) {
        if (value instanceof ChatMessage message) {
            return Stream.of(message);
        }
        if (value instanceof CharSequence text) {
            return text.toString().isBlank() ? Stream.of() : Stream.of(AiMessage.from(text.toString()));
        }
        if (value instanceof AppenderChannel.ReplaceAllWith<?> replacement) {
            return all(key, replacement.newValues());
        }
        if (value instanceof Collection<?> several) {
            return all(key, several);
        }
        if (value == null || value instanceof AppenderChannel.RemoveIdentifier<?>) {
            return Stream.of();
        }
        throw new IllegalStateException(
                "The state holds a %s under the key %s, but the memory learns only from messages and texts: name other keys"
                        .formatted(value.getClass().getName(), key));
    }

    private static Stream<ChatMessage> all(String key, Collection<?> values) {
        List<ChatMessage> messages = new ArrayList<>();
        values.forEach(value -> messages(key, value).forEach(messages::add));
        return messages.stream();
    }
}

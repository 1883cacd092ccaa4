package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stores the conversations between one agent and its model, one for each task. The id of a chat memory is the task. A
 * conversation is durable on return and is deleted with the task.
 *
 * <p>Each update replaces the whole conversation, and the last writer wins. A conversation does not follow checkpoints,
 * so nodes of an attached graph are refused; in a graph the conversation belongs in the state.
 *
 * <p>Thread-safe.
 */
final class ChatHistory implements ChatMemoryStore {

    private final SharedMemory memory;
    private final String agent;

    ChatHistory(SharedMemory memory, String agent) {
        this.memory = requireNonNull(memory, "memory");
        this.agent = Author.agent(agent).name();
    }

    @Override
    public List<ChatMessage> getMessages(Object memoryId) {
        return memory.blobs()
                .get(collection(memoryId), agent)
                .map(data -> ChatMessageDeserializer.messagesFromJson(new String(data, StandardCharsets.UTF_8)))
                .orElse(List.of());
    }

    @Override
    public void updateMessages(Object memoryId, List<ChatMessage> messages) {
        String json = ChatMessageSerializer.messagesToJson(messages);
        memory.blobs().put(collection(memoryId), agent, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void deleteMessages(Object memoryId) {
        updateMessages(memoryId, List.of());
    }

    private static String collection(Object memoryId) {
        ManagedParameters.current().ifPresent(run -> {
            throw new IllegalStateException(
                    "A chat history does not follow checkpoints, so a node that is run again would find its own earlier messages: inside a graph, keep the conversation in the state, as MessagesState does");
        });
        if (memoryId.equals(InvocationScope.NO_CHAT_MEMORY)) {
            throw new IllegalArgumentException(
                    "The chat memory has no id, so all tasks would share one conversation: pass the task as the service's @MemoryId or as the chat memory's id(...)");
        }
        return BlobStore.taskCollection(new Scope.Task(memoryId.toString()));
    }
}

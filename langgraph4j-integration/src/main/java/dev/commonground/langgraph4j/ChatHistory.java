package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.log.RecordShelf;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps what one agent and its model said to each other on a task, beside the memory: durable on return, deleted with the
 * task. The id of a chat memory is the task.
 *
 * <p>A chat is replaced as a whole, and the last writer wins: it is one conversation's, not the team's. It is never as of a
 * checkpoint, so nodes of an attached graph are refused: there a conversation belongs into the state.
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
        return memory.shelf()
                .get(collection(memoryId), agent)
                .map(data -> ChatMessageDeserializer.messagesFromJson(new String(data, StandardCharsets.UTF_8)))
                .orElse(List.of());
    }

    @Override
    public void updateMessages(Object memoryId, List<ChatMessage> messages) {
        String json = ChatMessageSerializer.messagesToJson(messages);
        memory.shelf().put(collection(memoryId), agent, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void deleteMessages(Object memoryId) {
        updateMessages(memoryId, List.of());
    }

    private static String collection(Object memoryId) {
        ManagedParameters.current().ifPresent(turn -> {
            throw new IllegalStateException(
                    "A chat history is not as of a checkpoint, so a node that runs again would find what it said already: inside a graph keep the conversation in the state, as MessagesState does");
        });
        if (memoryId.equals(InvocationScope.NO_CHAT_MEMORY)) {
            throw new IllegalArgumentException(
                    "The chat memory has no id of its own, so all tasks would share one conversation: give the service a @MemoryId, or the chat memory an id(...), which is the task");
        }
        return RecordShelf.ofTask(new Scope.Task(memoryId.toString()));
    }
}

package dev.commonground;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.commonground.memory.MemoryException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Looks for answers of a model that break what learns from them, or what reads the result; runs with {@code -Pproofs}, in a JVM
 * of its own.
 */
@Tag("fuzz")
class ModelAnswerFuzzTest {

    static Path folder;
    static SharedMemory memory;
    static volatile String answer = "";

    @BeforeAll
    static void open() throws IOException {
        folder = Files.createTempDirectory("answers");
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .chatModel(new ChatModel() {
                    @Override
                    public ChatResponse doChat(ChatRequest request) {
                        return ChatResponse.builder()
                                .aiMessage(AiMessage.from(answer))
                                .build();
                    }
                })
                .open();
    }

    @AfterAll
    static void close() throws IOException {
        memory.close();
        Files.deleteIfExists(folder.resolve("memory.db"));
        Files.delete(folder);
    }

    @FuzzTest(maxDuration = "30s")
    void anAnswerIsRefusedOrLearned(byte[] data) {
        answer = new String(data, StandardCharsets.UTF_8);
        AgentMemory agent = memory.task("order-7").agent("writer");
        try {
            agent.learn(List.of(
                    UserMessage.from("The deadline is 4 December. Never call before 9. The budget is 500 euros.")));
        } catch (MemoryException.LearningFailed e) {
            return; // refused in words, and nothing is stored
        }
        if (!agent.list().isEmpty()) {
            agent.recall("deadline", 3);
            agent.brief("the deadline");
            memory.task("order-7").delete();
        }
    }
}

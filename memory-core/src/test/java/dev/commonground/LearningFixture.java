package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.learning.ModelServer;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A memory with a task, and conversations for a model behind HTTP. */
abstract class LearningFixture {

    static final Author RESEARCHER = Author.agent("researcher");
    static final Author ANNA = Author.person("Anna");

    @TempDir
    Path folder;

    SharedMemory memory;
    TaskMemory task;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(new TickingClock())
                .open();
        task = memory.task("q3");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static UserMessage anna(String text) {
        return UserMessage.from("Anna", text);
    }

    static UserMessage bob(String text) {
        return UserMessage.from("Bob", text);
    }

    Learning learn(String answer, ChatMessage... messages) {
        return learn(answer, task.agent("researcher"), messages);
    }

    static Learning learn(String answer, AgentMemory agent, ChatMessage... messages) {
        try (ModelServer server = ModelServer.answering(answer)) {
            return agent.learn(LearnRequest.builder(List.of(messages))
                    .model(server.model())
                    .build());
        }
    }

    static Memory only(Learning learning) {
        assertThat(learning.memories()).hasSize(1);
        return learning.memories().get(0);
    }

    static WriteOutcome outcome(Learning.Item item) {
        return ((Learning.Written) item).outcome();
    }

    static List<WriteOutcome> outcomes(Learning learning) {
        return learning.items().stream().map(LearningFixture::outcome).toList();
    }

    List<String> lines() {
        return task.agent("auditor").list().stream().map(Lines::of).toList();
    }
}

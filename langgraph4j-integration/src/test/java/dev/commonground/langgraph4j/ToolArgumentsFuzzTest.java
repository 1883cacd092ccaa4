package dev.commonground.langgraph4j;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Looks for arguments of a model's tool calls that end the call instead of being answered, or that reach another scope; runs with
 * {@code -Pproofs}, in a JVM of its own.
 */
@Tag("fuzz")
class ToolArgumentsFuzzTest {

    private static final String SECRET = UUID.randomUUID().toString();
    private static final byte[] DIGEST = digest(SECRET);

    static Path folder;
    static SharedMemory memory;
    static Bot bot;
    static volatile String arguments = "";

    interface Bot {
        String chat(@UserMessage String message, InvocationParameters parameters);
    }

    /** Calls both tools with the same arguments, and says what they answered. */
    private static final class CallingModel implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            List<String> answers = request.messages().stream()
                    .filter(ToolExecutionResultMessage.class::isInstance)
                    .map(message -> ((ToolExecutionResultMessage) message).text())
                    .toList();
            return ChatResponse.builder()
                    .aiMessage(
                            answers.isEmpty()
                                    ? AiMessage.from(call("remember"), call("recall"))
                                    : AiMessage.from(String.join("\n", answers)))
                    .build();
        }

        private static ToolExecutionRequest call(String tool) {
            return ToolExecutionRequest.builder()
                    .id(tool)
                    .name(tool)
                    .arguments(arguments)
                    .build();
        }
    }

    @BeforeAll
    static void open() throws IOException {
        folder = Files.createTempDirectory("calls");
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        memory.task("order-8").agent("boss").remember("The secret word is " + SECRET);
        bot = AiServices.builder(Bot.class)
                .chatModel(new CallingModel())
                .tools(GraphMemory.over(memory).tools("writer"))
                .toolArgumentsErrorHandler(new UnreadableArguments(failure -> {}))
                .build();
    }

    @AfterAll
    static void close() throws IOException {
        memory.close();
        Files.deleteIfExists(folder.resolve("memory.db"));
        Files.delete(folder);
    }

    @FuzzTest(maxDuration = "30s")
    void everyCallIsAnsweredWithinItsTask(byte[] data) {
        arguments = new String(data, StandardCharsets.UTF_8);

        String answers = bot.chat("go", InvocationParameters.from(GraphMemory.TASK, "order-7"));

        require(!answers.isBlank() && !tellsTheSecret(answers));
        List<Memory> stored = memory.task("order-7").agent("reader").list();
        require(stored.size() <= 1
                && memory.task("order-8").agent("boss").list().size() == 1);
        if (!stored.isEmpty()) {
            require(stored.get(0).assertions().get(0).author().name().equals("writer"));
            memory.task("order-7").agent("reader").brief("the work");
            memory.task("order-7").delete();
        }
    }

    /** Compares digests, because the fuzzer learns every text that its input is compared with, and would remember the secret itself. */
    private static boolean tellsTheSecret(String answers) {
        return IntStream.rangeClosed(0, answers.length() - SECRET.length())
                .mapToObj(start -> digest(answers.substring(start, start + SECRET.length())))
                .anyMatch(digest -> Arrays.equals(digest, DIGEST));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("A call of a tool did more than its answer says");
        }
    }
}

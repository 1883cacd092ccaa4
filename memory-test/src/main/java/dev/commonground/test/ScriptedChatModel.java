package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A chat model that gives scripted answers in order and records its requests, so a test needs no language model.
 *
 * <pre>{@code
 * ScriptedChatModel model = new ScriptedChatModel()
 *         .calls("remember", "{\"text\": \"Keep it to 500 words\"}")
 *         .says("Noted.");
 * // ... an agent uses it ...
 * assertThat(model.requests()).hasSize(2);
 * }</pre>
 *
 * <p>Each answer costs 100 tokens of input and 10 of output. Thread-safe; concurrent requests take the answers in the order of their
 * arrival.
 */
public final class ScriptedChatModel implements ChatModel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final TokenUsage USAGE = new TokenUsage(100, 10);

    private final Queue<Supplier<AiMessage>> script = new ArrayDeque<>();
    private final List<ChatRequest> requests = new ArrayList<>();
    private @Nullable Function<ChatRequest, AiMessage> otherwise;
    private int toolCalls;

    /** Creates a model without answers. */
    public ScriptedChatModel() {}

    /** Returns a model that repeats its prompt when the script is at its end, which shows what a model is told. */
    public static ScriptedChatModel repeating() {
        ScriptedChatModel model = new ScriptedChatModel();
        model.otherwise = request -> AiMessage.from(prompt(request));
        return model;
    }

    /** Adds an answer with {@code text}. */
    public ScriptedChatModel says(String text) {
        AiMessage answer = AiMessage.from(requireNonNull(text, "text"));
        return then(() -> answer);
    }

    /**
     * Adds an answer that calls a tool.
     *
     * @param arguments the arguments, a JSON object
     */
    public ScriptedChatModel calls(String tool, String arguments) {
        return callsAtOnce(call(tool, arguments));
    }

    /** Adds an answer that calls the tool {@code remember} with a keyed statement. */
    public ScriptedChatModel remembers(String kind, String key, String value, String text) {
        return calls(
                "remember",
                JSON.createObjectNode()
                        .put("text", requireNonNull(text, "text"))
                        .put("kind", requireNonNull(kind, "kind"))
                        .put("key", requireNonNull(key, "key"))
                        .put("value", requireNonNull(value, "value"))
                        .toString());
    }

    /** Adds an answer that calls several tools; calls without an id get one. */
    public synchronized ScriptedChatModel callsAtOnce(ToolExecutionRequest... calls) {
        List<ToolExecutionRequest> identified = new ArrayList<>();
        for (ToolExecutionRequest call : requireNonNull(calls, "calls")) {
            toolCalls++;
            identified.add(
                    call.id() != null
                            ? call
                            : call.toBuilder()
                                    .id("call-%d".formatted(toolCalls))
                                    .build());
        }
        AiMessage answer = AiMessage.from(identified);
        return then(() -> answer);
    }

    /** Adds a failure. */
    public ScriptedChatModel fails(RuntimeException failure) {
        requireNonNull(failure, "failure");
        return then(() -> {
            throw failure;
        });
    }

    /** Adds an answer that is computed when its turn has come; it may throw, or wait for something. */
    public synchronized ScriptedChatModel then(Supplier<AiMessage> answer) {
        script.add(requireNonNull(answer, "answer"));
        return this;
    }

    /** Returns a call of a tool, for {@link #callsAtOnce}. */
    public static ToolExecutionRequest call(String tool, String arguments) {
        return ToolExecutionRequest.builder()
                .name(requireNonNull(tool, "tool"))
                .arguments(requireNonNull(arguments, "arguments"))
                .build();
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        AiMessage answer = next(requireNonNull(request, "request")).get();
        return ChatResponse.builder()
                .aiMessage(answer)
                .tokenUsage(USAGE)
                .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build();
    }

    /** Takes the next answer, which is computed outside of the lock. */
    private synchronized Supplier<AiMessage> next(ChatRequest request) {
        requests.add(request);
        Supplier<AiMessage> next = script.poll();
        if (next != null) {
            return next;
        }
        if (otherwise == null) {
            throw new IllegalStateException(
                    "The script has no answer to request %d: add one with says(...) or calls(...)"
                            .formatted(requests.size()));
        }
        Function<ChatRequest, AiMessage> last = otherwise;
        return () -> last.apply(request);
    }

    private static String prompt(ChatRequest request) {
        return request.messages().stream()
                .map(ScriptedChatModel::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n", "I was told: ", ""));
    }

    private static String text(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        return message instanceof UserMessage user && user.hasSingleText() ? user.singleText() : "";
    }

    /** Returns the requests so far, in the order of their arrival. */
    public synchronized List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** Returns the texts of the system messages of a request, from 0. */
    public List<String> system(int request) {
        return messages(request, SystemMessage.class).stream()
                .map(SystemMessage::text)
                .toList();
    }

    /** Returns the text of the first user message of a request, from 0. */
    public String user(int request) {
        return messages(request, UserMessage.class).get(0).singleText();
    }

    /** Returns the names of the tools that a request offers, from 0, in alphabetical order. */
    public List<String> tools(int request) {
        return Objects.requireNonNullElse(requests().get(request).toolSpecifications(), List.<ToolSpecification>of())
                .stream()
                .map(ToolSpecification::name)
                .sorted()
                .toList();
    }

    /** Returns the results of tool calls in a request, from 0, in order. */
    public List<String> toolResults(int request) {
        return messages(request, ToolExecutionResultMessage.class).stream()
                .map(ToolExecutionResultMessage::text)
                .toList();
    }

    /** Returns the last result of a tool call in a request, from 0. */
    public String toolResult(int request) {
        List<String> results = toolResults(request);
        return results.get(results.size() - 1);
    }

    /** Returns the texts of the system messages of the last request. */
    public List<String> system() {
        return system(requests().size() - 1);
    }

    /** Returns the results of tool calls in the last request, in order. */
    public List<String> toolResults() {
        return toolResults(requests().size() - 1);
    }

    private <T extends ChatMessage> List<T> messages(int request, Class<T> type) {
        return requests().get(request).messages().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}

package dev.commonground.samples.offline;

import dev.commonground.crew.model.RuleBasedModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A chat model without a language model: a small program that reads its request and answers by rules. It researches,
 * drafts and edits; it sees nothing but the request, invents nothing, and gives the same answer to the same request.
 *
 * <pre>{@code
 * ChatModel model = OfflineModel.create();
 * ChatModel brittle = OfflineModel.builder().failAtCall(2).build();
 * }</pre>
 *
 * <p>Its text is no measure of what a language model would write; what it says and leaves out shows what it was told.
 * Token counts are estimates, four characters a token.
 *
 * <p>Thread-safe.
 */
public final class OfflineModel implements RuleBasedModel {

    /** The name under which it answers. */
    public static final String NAME = "offline-rules";

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final int failAtCall;
    private final AtomicInteger calls = new AtomicInteger();

    private OfflineModel(int failAtCall) {
        this.failAtCall = failAtCall;
    }

    /** Returns a model that never fails. */
    public static OfflineModel create() {
        return builder().build();
    }

    /** Starts a model that may fail on request. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Answers {@code request}.
     *
     * @throws InternalServerException if this is the call to fail at
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        if (calls.incrementAndGet() == failAtCall) {
            throw new InternalServerException(
                    "Call %d of the offline model fails, as it was told to".formatted(failAtCall));
        }
        AiMessage answer = answer(PromptReader.read(request));
        return ChatResponse.builder()
                .aiMessage(answer)
                .modelName(NAME)
                .tokenUsage(new TokenUsage(tokens(request.messages().toString()), tokens(answer.toString())))
                .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build();
    }

    private static AiMessage answer(Prompt prompt) {
        Tools tools = new Tools(prompt);
        String text = tools.offers(Tools.DELEGATE) ? Foreman.answer(prompt, tools) : work(prompt, tools);
        return tools.requests().isEmpty() ? AiMessage.from(text) : AiMessage.from(tools.requests());
    }

    private static String work(Prompt prompt, Tools tools) {
        return switch (Assignment.of(prompt)) {
            case RESEARCH -> Researcher.answer(prompt, tools);
            case DRAFT -> draft(prompt, tools);
            case EDIT -> edit(prompt, tools);
            case SETTLE -> Settler.answer(prompt, tools);
            case SUM_UP -> Summary.write(prompt);
            case OTHER -> cannot(prompt);
        };
    }

    private static String draft(Prompt prompt, Tools tools) {
        new Lookup(prompt, tools).beforeDrafting();
        return DraftWriter.write(prompt);
    }

    private static String edit(Prompt prompt, Tools tools) {
        new Lookup(prompt, tools).beforeEditing();
        String text = TextEditor.correct(prompt);
        if (tools.requests().isEmpty() && tools.offers(Tools.REMEMBER)) {
            TextEditor.questions(text, prompt.known()).forEach(tools::remember);
        }
        return text;
    }

    private static String cannot(Prompt prompt) {
        return "I follow rules and cannot do this: \"%s\". I can read notes and logs and record what they say, write a text from what I am told, correct a text that I am given, settle what was seen at different times, and sum up."
                .formatted(prompt.task().lines().findFirst().orElse(""));
    }

    private static int tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** Builds an {@link OfflineModel}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private int failAtCall;

        private Builder() {}

        /** Lets the call of this number fail, once, as a broken server would; no call fails unless told otherwise. */
        public Builder failAtCall(int number) {
            this.failAtCall = number;
            return this;
        }

        /** Returns the finished model. */
        public OfflineModel build() {
            return new OfflineModel(failAtCall);
        }
    }
}

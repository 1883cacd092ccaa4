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
 * drafts and edits. It reads only the request, invents nothing, and gives the same answer to the same request.
 *
 * <pre>{@code
 * ChatModel model = OfflineModel.create();
 * ChatModel brittle = OfflineModel.builder().failAtCall(2).build();
 * }</pre>
 *
 * <p>A language model writes better text. The content of its text shows which memories the request contained. Token
 * counts are estimates of four characters a token.
 *
 * <p>Thread-safe.
 */
public final class OfflineModel implements RuleBasedModel {

    /** The model name in its responses. */
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

    /** Returns a builder of a model that can fail on request. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Answers {@code request}.
     *
     * @throws InternalServerException if {@link Builder#failAtCall} selects this call
     */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        failIfRequested();
        AiMessage answer = answer(PromptReader.read(request));
        return ChatResponse.builder()
                .aiMessage(answer)
                .modelName(NAME)
                .tokenUsage(new TokenUsage(tokens(request.messages().toString()), tokens(answer.toString())))
                .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build();
    }

    private void failIfRequested() {
        if (calls.incrementAndGet() == failAtCall) {
            throw new InternalServerException(
                    "Call %d of the offline model fails because failAtCall(%1$d) asks for it".formatted(failAtCall));
        }
    }

    private static AiMessage answer(ParsedPrompt prompt) {
        Tools tools = new Tools(prompt);
        String text = tools.offers(Tools.DELEGATE) ? Foreman.answer(prompt, tools) : work(prompt, tools);
        return tools.requests().isEmpty() ? AiMessage.from(text) : AiMessage.from(tools.requests());
    }

    private static String work(ParsedPrompt prompt, Tools tools) {
        return switch (WorkKind.of(prompt)) {
            case RESEARCH -> NoteTaker.answer(prompt, tools);
            case DRAFT -> draft(prompt, tools);
            case EDIT -> edit(prompt, tools);
            case SETTLE -> Settler.answer(prompt, tools);
            case SUM_UP -> Summary.write(prompt);
            case OTHER -> cannot(prompt);
        };
    }

    private static String draft(ParsedPrompt prompt, Tools tools) {
        new Lookup(prompt, tools).beforeDrafting();
        return DraftWriter.write(prompt);
    }

    private static String edit(ParsedPrompt prompt, Tools tools) {
        new Lookup(prompt, tools).beforeEditing();
        String text = TextEditor.correct(prompt);
        if (tools.requests().isEmpty() && tools.offers(Tools.REMEMBER)) {
            TextEditor.questions(text, prompt.known()).forEach(tools::remember);
        }
        return text;
    }

    private static String cannot(ParsedPrompt prompt) {
        return "I follow rules and cannot do this: \"%s\". I can read notes and logs and record what they say, write a text from the known facts, correct a text, settle conflicts between observations at different times, and summarize."
                .formatted(prompt.task().lines().findFirst().orElse(""));
    }

    private static int tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** Builds an {@link OfflineModel}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private int failAtCall;

        private Builder() {}

        /** Makes the call of this number fail once, like a broken server. By default no call fails. */
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

package dev.commonground.crew.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;
import java.util.stream.Collectors;

/** A model behind a journal. A response in the journal replaces a call, and a new response is stored in it. */
record JournaledModel(ModelLoop.Settings settings, Journal journal) {

    /** A response, which can be empty, and its origin. */
    record Reply(ChatResponse response, boolean fromJournal) {}

    /** Returns the response; empty if the model refuses tools and there are instructions to work without them. */
    Optional<Reply> ask(ChatRequest request, TimeLimit limit) {
        limit.requireTime();
        Optional<ChatResponse> kept = journal.find(question(request)).map(ResponseJson::read);
        return kept.isPresent()
                ? kept.map(response -> new Reply(response, true))
                : call(request, limit).map(response -> keep(request, response));
    }

    /**
     * Returns the message of a reply.
     *
     * @throws ModelCallException if it has neither text nor a tool request
     */
    AiMessage requireContent(Reply reply) {
        AiMessage message = reply.response().aiMessage();
        if (!hasContent(message)) {
            throw ModelCallException.emptyAnswer(settings.task(), settings.agent());
        }
        return message;
    }

    private Optional<ChatResponse> call(ChatRequest request, TimeLimit limit) {
        try {
            return Optional.of(
                    Completed.response(new RetryingCall(settings.model(), settings.maxRetries(), limit).of(request)));
        } catch (RuntimeException e) {
            ModelCallException failure =
                    ModelCallException.of(settings.task(), settings.agent(), offersTools(request), e);
            if (failure.reason() == ModelCallException.Reason.TOOLS_REFUSED && settings.insteadOfTools() != null) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static boolean offersTools(ChatRequest request) {
        return request.toolSpecifications() != null
                && !request.toolSpecifications().isEmpty();
    }

    private Reply keep(ChatRequest request, ChatResponse response) {
        if (hasContent(response.aiMessage())) {
            journal.keep(question(request), ResponseJson.write(response));
        }
        InterruptedCall.check(); // some clients answer all the same
        return new Reply(response, false);
    }

    private static String question(ChatRequest request) {
        String tools = offersTools(request)
                ? request.toolSpecifications().stream()
                        .map(ToolSpecification::name)
                        .sorted()
                        .collect(Collectors.joining(","))
                : "";
        return tools + "\n" + ChatMessageSerializer.messagesToJson(request.messages());
    }

    private static boolean hasContent(AiMessage message) {
        String text = message.text();
        return message.hasToolExecutionRequests() || (text != null && !text.isBlank());
    }
}

package dev.commonground.crew.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import java.util.List;
import java.util.UUID;

/**
 * The tools of an attempt behind its journal. A call that returned is not made again: its result is in the journal. A call
 * that began and did not return is made again only if the tool is idempotent.
 */
record JournaledTools(Toolbox tools, Journal journal, ModelLoop.Watcher watcher) {

    /** Returns the result of a call that the model requests at the end of {@code conversation}. */
    String result(ToolExecutionRequest request, List<ChatMessage> conversation, TimeLimit limit) {
        limit.requireTime();
        if (tools.isRepeated(request.name())) {
            return tools.execute(request);
        }
        String call = ChatMessageSerializer.messagesToJson(conversation);
        return journal.find(result(call))
                .map(bytes -> new String(bytes, UTF_8))
                .orElseGet(() -> keep(call, newResult(request, call, limit)));
    }

    private String newResult(ToolExecutionRequest request, String call, TimeLimit limit) {
        if (tools.isIdempotent(request.name())) {
            return limit.within(() -> tools.execute(request));
        }
        if (journal.find(begin(call)).isPresent()) {
            return interrupted(request);
        }
        journal.keep(begin(call), UUID.randomUUID().toString().getBytes(UTF_8));
        return limit.within(() -> tools.execute(request));
    }

    /** Tells the application before the model: if a listener throws, the next resume tells it again. */
    private String interrupted(ToolExecutionRequest request) {
        watcher.interrupted(request);
        return "The call of %s was interrupted, and its result is unknown. It may have taken effect: check that before you call it again."
                .formatted(request.name());
    }

    private String keep(String call, String result) {
        journal.keep(result(call), result.getBytes(UTF_8));
        InterruptedCall.check(); // some tools return all the same
        return result;
    }

    private static String begin(String call) {
        return "begin\n" + call;
    }

    private static String result(String call) {
        return "result\n" + call;
    }
}

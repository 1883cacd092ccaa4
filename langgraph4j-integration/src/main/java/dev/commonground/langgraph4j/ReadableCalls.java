package dev.commonground.langgraph4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bsc.langgraph4j.prebuilt.MessagesState;

/**
 * Takes calls of the memory's tools whose arguments are no JSON as calls without arguments, so that the model is told
 * what it left out. Without this, langchain4j ends the whole run of a prebuilt agent before the tool is asked.
 */
final class ReadableCalls {

    private static final Set<String> OURS = Set.of("remember", "recall");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What langchain4j mends by itself: a comma before a closing bracket. */
    private static final Pattern TRAILING_COMMA = Pattern.compile(",(\\s*[}\\]])");

    private ReadableCalls() {}

    /** Mends the last message in a view of a prebuilt agent's state. */
    static void in(Map<String, Object> view) {
        if (view.get(MessagesState.MESSAGES_STATE) instanceof List<?> messages
                && !messages.isEmpty()
                && messages.get(messages.size() - 1) instanceof AiMessage calling
                && calling.toolExecutionRequests().stream().anyMatch(ReadableCalls::isUnreadable)) {
            List<Object> mended = new ArrayList<>(messages);
            mended.set(
                    messages.size() - 1,
                    calling.toBuilder()
                            .toolExecutionRequests(calling.toolExecutionRequests().stream()
                                    .map(ReadableCalls::mended)
                                    .toList())
                            .build());
            view.put(MessagesState.MESSAGES_STATE, mended);
        }
    }

    private static ToolExecutionRequest mended(ToolExecutionRequest request) {
        return isUnreadable(request) ? request.toBuilder().arguments("{}").build() : request;
    }

    private static boolean isUnreadable(ToolExecutionRequest request) {
        String arguments = request.arguments();
        return OURS.contains(request.name())
                && arguments != null
                && !arguments.isBlank()
                && !isObject(arguments)
                && !isObject(TRAILING_COMMA.matcher(arguments).replaceAll("$1"));
    }

    private static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}

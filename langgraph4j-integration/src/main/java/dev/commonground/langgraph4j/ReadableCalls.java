package dev.commonground.langgraph4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.commonground.store.JsonMappers;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bsc.langgraph4j.prebuilt.MessagesState;

/**
 * Replaces malformed arguments of the memory's tools by an empty object. The tool then tells the model which arguments
 * are missing. Otherwise langchain4j would end the whole run of a prebuilt agent before it calls the tool.
 */
final class ReadableCalls {

    private static final Set<String> MEMORY_TOOLS = Set.of("remember", "recall");
    /** A comma before a closing bracket, which langchain4j repairs itself. */
    private static final Pattern TRAILING_COMMA = Pattern.compile(",(\\s*[}\\]])");

    private ReadableCalls() {}

    /** Repairs the tool calls of the last message in a view of a prebuilt agent's state. */
    static void in(Map<String, Object> view) {
        if (view.get(MessagesState.MESSAGES_STATE) instanceof List<?> messages
                && !messages.isEmpty()
                && messages.get(messages.size() - 1) instanceof AiMessage calling
                && calling.toolExecutionRequests().stream().anyMatch(ReadableCalls::isUnreadable)) {
            List<Object> repaired = new ArrayList<>(messages);
            repaired.set(
                    messages.size() - 1,
                    calling.toBuilder()
                            .toolExecutionRequests(calling.toolExecutionRequests().stream()
                                    .map(ReadableCalls::repaired)
                                    .toList())
                            .build());
            view.put(MessagesState.MESSAGES_STATE, repaired);
        }
    }

    private static ToolExecutionRequest repaired(ToolExecutionRequest request) {
        return isUnreadable(request) ? request.toBuilder().arguments("{}").build() : request;
    }

    private static boolean isUnreadable(ToolExecutionRequest request) {
        String arguments = request.arguments();
        return MEMORY_TOOLS.contains(request.name())
                && arguments != null
                && !arguments.isBlank()
                && !isObject(arguments)
                && !isObject(TRAILING_COMMA.matcher(arguments).replaceAll("$1"));
    }

    private static boolean isObject(String text) {
        try {
            return JsonMappers.LENIENT.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}

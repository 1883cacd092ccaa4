package dev.commonground.samples.offline;

import dev.commonground.samples.offline.ParsedPrompt.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a chat request. The last user message is the task; tool calls and their results follow it. */
final class PromptReader {

    private static final String TASK = "# Task";
    private static final String EXPECTED = "# Expected output";
    private static final String MEMORY = "<team-memory>";
    private static final String TEAM = "# Team";
    private static final String CONTEXT = "# Context: ";
    private static final String REASONS = "# Your last answer was refused";
    private static final String LAST_ANSWER = "# Your last answer";

    /** Only these headings separate the parts of a message. A text in a part can have other headings. */
    private static final Pattern HEADING = Pattern.compile(
            "(?m)^(?:# Task|# Expected output|# Team|# Instructions of your manager|# Context: .*|# Your last answer was refused|# Your last answer|<team-memory>)$");

    private record Part(String heading, String body) {}

    private PromptReader() {}

    static ParsedPrompt read(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        int start = lastUserMessage(messages);
        List<Part> parts = start < 0 ? List.of() : parts(text((UserMessage) messages.get(start)));
        List<ToolSpecification> tools = Objects.requireNonNullElse(request.toolSpecifications(), List.of());
        return prompt(parts, tools, calls(messages.subList(start + 1, messages.size())));
    }

    private static ParsedPrompt prompt(List<Part> parts, List<ToolSpecification> tools, List<ToolCall> calls) {
        Optional<String> block = body(parts, MEMORY);
        return new ParsedPrompt(
                body(parts, TASK).orElse(""),
                body(parts, EXPECTED).orElse(""),
                block.map(TeamMemoryBlock::read).orElse(List.of()),
                block.orElse(null),
                body(parts, TEAM).orElse(""),
                contexts(parts),
                body(parts, REASONS).map(PromptReader::items).orElse(List.of()),
                body(parts, LAST_ANSWER).orElse(null),
                tools,
                calls);
    }

    private static List<String> contexts(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.heading().startsWith(CONTEXT))
                .map(Part::body)
                .toList();
    }

    private static int lastUserMessage(List<ChatMessage> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && !(messages.get(last) instanceof UserMessage)) {
            last--;
        }
        return last;
    }

    private static String text(UserMessage message) {
        return message.hasSingleText() ? message.singleText() : "";
    }

    private static List<Part> parts(String message) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = HEADING.matcher(message);
        boolean found = matcher.find();
        while (found) {
            String heading = matcher.group();
            int bodyStart = matcher.end();
            found = matcher.find();
            int bodyEnd = found ? matcher.start() : message.length();
            parts.add(new Part(heading, message.substring(bodyStart, bodyEnd).strip()));
        }
        return parts;
    }

    private static Optional<String> body(List<Part> parts, String heading) {
        return parts.stream()
                .filter(part -> part.heading().equals(heading))
                .map(Part::body)
                .findFirst();
    }

    private static List<String> items(String list) {
        return list.lines()
                .map(line -> line.replaceFirst("^[-*]\\s+", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<ToolCall> calls(List<ChatMessage> messages) {
        List<ToolCall> calls = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (message instanceof AiMessage answer && answer.hasToolExecutionRequests()) {
                answer.toolExecutionRequests().forEach(call -> calls.add(call(call, messages)));
            }
        }
        return calls;
    }

    private static ToolCall call(ToolExecutionRequest request, List<ChatMessage> messages) {
        return messages.stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .filter(result -> Objects.equals(result.id(), request.id()))
                .map(result -> new ToolCall(
                        request.name(), request.arguments(), result.text(), Boolean.TRUE.equals(result.isError())))
                .findFirst()
                .orElse(new ToolCall(request.name(), request.arguments(), "", false));
    }
}

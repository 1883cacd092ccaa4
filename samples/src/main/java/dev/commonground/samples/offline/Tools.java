package dev.commonground.samples.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Kind;
import dev.commonground.samples.offline.ParsedPrompt.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The tools that a request offers, and the calls that the answer makes. */
final class Tools {

    static final String REMEMBER = "remember";
    static final String RECALL = "recall";

    static final String DELEGATE = "delegate";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ParsedPrompt prompt;
    private final List<ToolExecutionRequest> requests = new ArrayList<>();

    Tools(ParsedPrompt prompt) {
        this.prompt = prompt;
    }

    boolean offers(String name) {
        return find(name).isPresent();
    }

    /** Returns the tools with a name or description that speaks of reading a source. */
    List<ToolSpecification> readers() {
        return prompt.tools().stream()
                .filter(tool -> !tool.name().equals(REMEMBER) && !tool.name().equals(RECALL))
                .filter(tool -> TextTerms.mentions(inWords(tool), OfflineVocabulary.READING)
                        && TextTerms.mentions(inWords(tool), OfflineVocabulary.SOURCES))
                .toList();
    }

    /** Calls {@code reader} with the subject of the task. */
    void read(ToolSpecification reader) {
        ObjectNode arguments = JSON.createObjectNode();
        parameters(reader).forEach((name, schema) -> arguments.put(name, answer(schema)));
        add(reader.name(), arguments);
    }

    /** Calls the tool that remembers {@code note} for the team. */
    void remember(Note note) {
        Map<String, JsonSchemaElement> parameters =
                find(REMEMBER).map(Tools::parameters).orElse(Map.of());
        ObjectNode arguments = arguments(note, spelled(note.kind(), parameters.get("kind")));
        if (!parameters.isEmpty()) {
            arguments.retain(parameters.keySet());
        }
        add(REMEMBER, arguments);
    }

    private static ObjectNode arguments(Note note, String kind) {
        ObjectNode arguments = JSON.createObjectNode().put("text", note.text()).put("kind", kind);
        return note.key() == null ? arguments : arguments.put("key", note.key()).put("value", note.value());
    }

    /** Delegates a task to the team. */
    void delegate(String task) {
        add(DELEGATE, JSON.createObjectNode().put("task", task));
    }

    /** Recalls the answers to {@code questions}, all in one call. */
    void recall(List<String> questions) {
        ObjectNode arguments = JSON.createObjectNode();
        find(RECALL).map(Tools::parameters).orElse(Map.of()).forEach((name, schema) -> {
            if (schema instanceof JsonArraySchema) {
                questions.forEach(arguments.putArray(name)::add);
            } else {
                arguments.put(name, String.join("\n", questions));
            }
        });
        add(RECALL, arguments);
    }

    /** Returns the calls that were made, in order. */
    List<ToolExecutionRequest> requests() {
        return List.copyOf(requests);
    }

    private void add(String tool, ObjectNode arguments) {
        String call = arguments.toString();
        if (prompt.callsOf(tool).stream().map(ToolCall::arguments).noneMatch(call::equals)) {
            requests.add(ToolExecutionRequest.builder()
                    .id("call-" + (prompt.calls().size() + requests.size() + 1))
                    .name(tool)
                    .arguments(call)
                    .build());
        }
    }

    private String answer(JsonSchemaElement schema) {
        if (schema instanceof JsonEnumSchema choices && !choices.enumValues().isEmpty()) {
            return choices.enumValues().get(0);
        }
        Matcher matcher = OfflineVocabulary.SUBJECT_OF_TASK.matcher(prompt.task());
        return matcher.find() ? matcher.group(1) : prompt.task();
    }

    private Optional<ToolSpecification> find(String name) {
        return prompt.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private static Map<String, JsonSchemaElement> parameters(ToolSpecification tool) {
        return tool.parameters() == null ? Map.of() : tool.parameters().properties();
    }

    /** Returns the kind in the spelling of the tool. */
    private static String spelled(Kind kind, @Nullable JsonSchemaElement schema) {
        List<String> choices = schema instanceof JsonEnumSchema options ? options.enumValues() : List.of();
        return choices.stream()
                .filter(kind.name()::equalsIgnoreCase)
                .findFirst()
                .orElse(kind.name().toLowerCase(Locale.ROOT));
    }

    private static String inWords(ToolSpecification tool) {
        String name = tool.name().replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("[_-]", " ");
        return tool.description() == null ? name : name + " " + tool.description();
    }
}

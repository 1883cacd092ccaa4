package dev.commonground.studio.mcp;

import dev.commonground.langgraph4j.MemoryTools;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tools as clients list them. The texts are those of the langchain4j tools. */
final class ToolCatalog {

    private static final List<String> ORDER = List.of("brief", "recall", "remember", "conflicts", "settle", "history");

    private ToolCatalog() {}

    static List<Tool> tools() {
        return Stream.of(MemoryTools.class, TeamTools.class)
                .flatMap(type -> ToolSpecifications.toolSpecificationsFrom(type).stream())
                .sorted(Comparator.comparingInt(text -> ORDER.indexOf(text.name())))
                .map(ToolCatalog::tool)
                .toList();
    }

    private static Tool tool(ToolSpecification text) {
        return Tool.builder(text.name(), schema(text.parameters()))
                .description(text.description())
                .build();
    }

    /** Every parameter is a string, so that a model cannot pass a wrong type. */
    private static Map<String, Object> schema(JsonObjectSchema parameters) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (parameters != null) {
            parameters.properties().forEach((name, element) -> properties.put(name, property(element)));
            schema.put("required", parameters.required());
        }
        return schema;
    }

    private static Map<String, Object> property(JsonSchemaElement element) {
        return Map.of("type", "string", "description", element.description());
    }
}

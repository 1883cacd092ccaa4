package dev.commonground.studio.mcp;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of a tool, of which a model may have passed any type: each is read as a text. */
final class ToolArguments {

    private final Map<String, Object> values;

    ToolArguments(@Nullable Map<String, Object> values) {
        this.values = values == null ? Map.of() : values;
    }

    /** Returns an argument as a text; a list is read as lines. Null if it is missing. */
    @Nullable
    String text(String name) {
        Object value = values.get(name);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        return value == null ? null : value.toString();
    }

    /** Returns an argument without surrounding white space; empty if it is missing. */
    String given(String name) {
        String text = text(name);
        return text == null ? "" : text.strip();
    }
}

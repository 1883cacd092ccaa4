package dev.commonground.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.memory.Statement;
import dev.commonground.store.ActionJson;
import java.util.List;

/** Redacts the secrets in a line of an import before the plan gives its statement an id. */
final class RedactedLine {

    private static final String TEXT = "text";

    private RedactedLine() {}

    static void redact(ObjectNode line, WriteGate gate) {
        if (line.has(TEXT)) {
            redactStatement(line, gate);
        }
        redact(line, "evidence", gate);
        if (line.path("metadata") instanceof ObjectNode metadata) {
            List<String> names =
                    List.copyOf(metadata.propertyStream().map(e -> e.getKey()).toList());
            names.forEach(name -> redact(metadata, name, gate));
        }
    }

    private static void redactStatement(ObjectNode line, WriteGate gate) {
        Statement statement;
        try {
            statement = ActionJson.statement(line);
        } catch (IllegalArgumentException e) {
            return; // the plan rejects the line, and says which one
        }
        Statement clean = gate.redacted(statement);
        if (!clean.equals(statement)) {
            line.put(TEXT, clean.text()).put("key", clean.key()).put("value", clean.value());
        }
    }

    private static void redact(ObjectNode object, String field, WriteGate gate) {
        JsonNode value = object.path(field);
        if (value.isTextual()) {
            object.put(field, gate.redacted(value.textValue()));
        }
    }
}

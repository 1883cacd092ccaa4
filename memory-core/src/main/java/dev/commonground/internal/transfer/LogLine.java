package dev.commonground.internal.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Scope;
import dev.commonground.store.JsonMappers;

/**
 * The format of an export: a header, then one JSON object per line for each entry. Entries refer to each other by line
 * number, from 2, because positions and ids have no meaning in another store. A scope is named by its kind, because an
 * import goes to the reader's own scopes.
 */
final class LogLine {

    static final String HEADER = "{\"format\":\"common-ground-memory\",\"version\":1}";
    static final int FIRST = 2;
    static final String SCOPE = "scope";
    static final String RETRACTS = "retracts";
    static final String DERIVED_FROM = "derivedFrom";
    static final String ANNOTATES = "annotates";
    static final String ID = "id";

    private LogLine() {}

    /** Returns the name of a scope's kind in a file. */
    static String kind(Scope scope) {
        if (scope instanceof Scope.User) {
            return "user";
        }
        if (scope instanceof Scope.Task) {
            return "task";
        }
        return ((Scope.Agent) scope).task() == null ? "agent" : "agent-on-task";
    }

    static ObjectNode parse(String line, int number) {
        try {
            JsonNode node = JsonMappers.STRICT.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(problem(number), withoutText(e));
        }
        throw new IllegalArgumentException(problem(number));
    }

    private static String problem(int number) {
        return "Line %d is not a JSON object, so nothing was imported: pass what exportTo(...) wrote, unchanged"
                .formatted(number);
    }

    /** Jackson quotes the input in its message, and the input may be private. */
    private static JsonProcessingException withoutText(JsonProcessingException e) {
        e.clearLocation();
        return e;
    }
}

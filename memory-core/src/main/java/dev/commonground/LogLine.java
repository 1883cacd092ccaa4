package dev.commonground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Scope;

/**
 * The form of an exported log: a header, then a JSON object a line for each entry. Entries name each other by the number
 * of their line, from 2, because positions and ids mean nothing in another store; a scope is named by its sort, because
 * the reader's own scopes are meant.
 */
final class LogLine {

    static final String HEADER = "{\"format\":\"common-ground-memory\",\"version\":1}";
    static final int FIRST = 2;
    static final String SCOPE = "scope";
    static final String RETRACTS = "retracts";
    static final String DERIVED_FROM = "derivedFrom";
    static final String ANNOTATES = "annotates";
    static final String ID = "id";

    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLine() {}

    /** Returns how a file calls a scope. */
    static String sort(Scope scope) {
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
            JsonNode node = JSON.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(problem(number), withoutText(e));
        }
        throw new IllegalArgumentException(problem(number));
    }

    private static String problem(int number) {
        return "Line %d is no JSON object, so nothing was taken in: pass on unchanged what exportTo(...) wrote"
                .formatted(number);
    }

    /** Jackson quotes the input in its message; what it quotes may be somebody's memory. */
    private static JsonProcessingException withoutText(JsonProcessingException e) {
        e.clearLocation();
        return e;
    }
}

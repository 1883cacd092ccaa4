package dev.commonground.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries' actions as JSON objects, for what is kept outside a log for a while. */
public final class ActionJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ActionJson() {}

    /**
     * Returns an action as a JSON object.
     *
     * @throws IllegalArgumentException for a tip or an erasure, which never leave their log
     */
    public static ObjectNode write(Entry.Action action) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        action.retracts().forEach(node.withArray("/retracts")::add);
        if (action instanceof Entry.Assert asserted) {
            return write(node, asserted);
        }
        if (action instanceof Entry.Forget forget) {
            return author(node, forget.author()).put("at", forget.at().toString());
        }
        if (action instanceof Entry.Annotate annotation) {
            author(node, annotation.author())
                    .put("at", annotation.at().toString())
                    .put("annotates", annotation.id().value())
                    .set("metadata", JSON.valueToTree(annotation.metadata().values()));
            return node;
        }
        throw new IllegalArgumentException(
                "Tips and erasures never leave their log, but one was to be written as JSON");
    }

    private static ObjectNode write(ObjectNode node, Entry.Assert asserted) {
        Statement statement = asserted.statement();
        Assertion assertion = asserted.assertion();
        author(node, assertion.author())
                .put("id", asserted.id().value())
                .put("kind", statement.kind().name())
                .put("key", statement.key())
                .put("value", statement.value())
                .put("text", statement.text())
                .put("at", assertion.at().toString())
                .put("node", assertion.node())
                .put("thread", assertion.thread())
                .put("origin", assertion.origin().name())
                .put("trust", assertion.trust())
                .put("evidence", assertion.evidence())
                .put(
                        "expires",
                        assertion.expires() == null ? null : assertion.expires().toString());
        Author recorder = assertion.recorder();
        if (recorder != null) {
            node.put("recorderType", recorder.type().name()).put("recorder", recorder.name());
        }
        node.set("metadata", JSON.valueToTree(assertion.metadata().values()));
        assertion.derivedFrom().forEach(id -> node.withArray("/derivedFrom").add(id.value()));
        return node;
    }

    private static ObjectNode author(ObjectNode node, Author author) {
        return node.put("authorType", author.type().name()).put("author", author.name());
    }

    /**
     * Returns the action that {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is not such an object
     */
    public static Entry.Action read(JsonNode node) {
        List<Long> retracts = new ArrayList<>();
        node.path("retracts").forEach(position -> retracts.add(position.longValue()));
        Author author = new Author(Author.Type.valueOf(required(node, "authorType")), required(node, "author"));
        Instant at = Instant.parse(required(node, "at"));
        if (node.has("annotates")) {
            return new Entry.Annotate(
                    new MemoryId(required(node, "annotates")),
                    author,
                    at,
                    new Metadata(metadata(node.path("metadata"))));
        }
        if (!node.has("id")) {
            return new Entry.Forget(author, at, retracts);
        }
        Statement statement = statement(node);
        List<MemoryId> derivedFrom = new ArrayList<>();
        node.path("derivedFrom").forEach(id -> derivedFrom.add(new MemoryId(id.textValue())));
        String expires = text(node, "expires");
        Assertion assertion = new Assertion(
                author,
                recorder(node),
                at,
                text(node, "node"),
                text(node, "thread"),
                Origin.valueOf(required(node, "origin")),
                node.path("trust").doubleValue(),
                text(node, "evidence"),
                new Metadata(metadata(node.path("metadata"))),
                expires == null ? null : Instant.parse(expires),
                derivedFrom);
        return new Entry.Assert(new MemoryId(required(node, "id")), statement, assertion, retracts);
    }

    private static @Nullable Author recorder(JsonNode node) {
        return node.has("recorder")
                ? new Author(Author.Type.valueOf(required(node, "recorderType")), required(node, "recorder"))
                : null;
    }

    /**
     * Returns the statement that an asserting action makes.
     *
     * @throws IllegalArgumentException if it makes none
     */
    public static Statement statement(JsonNode node) {
        return new Statement(
                Kind.valueOf(required(node, "kind")), text(node, "key"), text(node, "value"), required(node, "text"));
    }

    private static Map<String, Object> metadata(JsonNode node) {
        Map<String, Object> values = new HashMap<>();
        node.properties().forEach(e -> values.put(e.getKey(), plain(e.getValue())));
        return values;
    }

    private static Object plain(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).textValue();
    }

    private static String required(JsonNode node, String name) {
        String text = text(node, name);
        if (text == null) {
            throw new IllegalArgumentException("An entry written as JSON has no " + name + ": pass it on unchanged");
        }
        return text;
    }
}

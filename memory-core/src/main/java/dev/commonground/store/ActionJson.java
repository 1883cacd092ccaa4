package dev.commonground.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.internal.text.TimeRange;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
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

/** Converts actions to and from JSON, for writes that are stored outside a log until they are committed. */
public final class ActionJson {

    private static final String QUARANTINED = "quarantined";

    private ActionJson() {}

    /**
     * Returns an action as a JSON object.
     *
     * @throws IllegalArgumentException if the action is no assertion, annotation, retraction or quarantine
     */
    public static ObjectNode write(Entry.Action action) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        action.retracts().forEach(node.withArray("/retracts")::add);
        if (action instanceof Entry.Assert asserted) {
            return write(node, asserted);
        }
        if (action instanceof Entry.Quarantine held) {
            return write(node, new Entry.Assert(held.id(), held.statement(), held.assertion(), List.of()))
                    .put(QUARANTINED, held.reason());
        }
        if (action instanceof Entry.Forget forget) {
            author(node, forget.author()).put("at", forget.at().toString());
            return forget.reason() == null ? node : node.put(EntryDetails.REASON, forget.reason());
        }
        if (action instanceof Entry.Annotate annotation) {
            return write(node, annotation);
        }
        throw new IllegalArgumentException(
                "An action of type %s has no JSON form: pass an assertion, an annotation or a retraction"
                        .formatted(action.getClass().getSimpleName()));
    }

    private static ObjectNode write(ObjectNode node, Entry.Annotate annotation) {
        author(node, annotation.author())
                .put("at", annotation.at().toString())
                .put("annotates", annotation.id().value())
                .set(
                        "metadata",
                        JsonMappers.STRICT.valueToTree(annotation.metadata().values()));
        write(node, annotation.audience());
        return node;
    }

    private static ObjectNode write(ObjectNode node, Entry.Assert asserted) {
        Assertion assertion = asserted.assertion();
        author(node, assertion.author()).put("id", asserted.id().value());
        write(node, asserted.statement());
        write(node, assertion);
        return node;
    }

    private static void write(ObjectNode node, Statement statement) {
        node.put("kind", statement.kind().name())
                .put("key", statement.key())
                .put("value", statement.value())
                .put("text", statement.text());
    }

    private static void write(ObjectNode node, Assertion assertion) {
        Instant expires = assertion.expires();
        node.put("at", assertion.at().toString())
                .put("node", assertion.node())
                .put("thread", assertion.thread())
                .put("origin", assertion.origin().name())
                .put("trust", assertion.trust())
                .put("evidence", assertion.evidence())
                .put("expires", expires == null ? null : expires.toString());
        Author recorder = assertion.recorder();
        if (recorder != null) {
            node.put("recorderType", recorder.type().name()).put("recorder", recorder.name());
        }
        node.set("metadata", JsonMappers.STRICT.valueToTree(assertion.metadata().values()));
        assertion.derivedFrom().forEach(id -> node.withArray("/derivedFrom").add(id.value()));
        write(node, assertion.audience());
    }

    private static void write(ObjectNode node, Audience audience) {
        if (!audience.isEveryone()) {
            node.set(EntryDetails.AUDIENCE, JsonMappers.STRICT.valueToTree(EntryDetails.of(audience)));
        }
    }

    private static ObjectNode author(ObjectNode node, Author author) {
        return node.put("authorType", author.type().name()).put("author", author.name());
    }

    /**
     * Returns the action that {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the object was not written by {@link #write}
     */
    public static Entry.Action read(JsonNode node) {
        List<Long> retracts = new ArrayList<>();
        node.path("retracts").forEach(position -> retracts.add(position.longValue()));
        if (node.has("annotates")) {
            return new Entry.Annotate(
                    new MemoryId(required(node, "annotates")),
                    author(node),
                    at(node),
                    metadata(node),
                    EntryDetails.audience(node));
        }
        if (node.has(QUARANTINED)) {
            return new Entry.Quarantine(
                    new MemoryId(required(node, "id")), statement(node), assertion(node), required(node, QUARANTINED));
        }
        return node.has("id")
                ? new Entry.Assert(new MemoryId(required(node, "id")), statement(node), assertion(node), retracts)
                : new Entry.Forget(author(node), at(node), retracts, text(node, EntryDetails.REASON));
    }

    private static Assertion assertion(JsonNode node) {
        List<MemoryId> derivedFrom = new ArrayList<>();
        node.path("derivedFrom").forEach(id -> derivedFrom.add(new MemoryId(id.textValue())));
        String expires = text(node, "expires");
        return new Assertion(
                author(node),
                recorder(node),
                at(node),
                text(node, "node"),
                text(node, "thread"),
                Origin.valueOf(required(node, "origin")),
                node.path("trust").doubleValue(),
                text(node, "evidence"),
                metadata(node),
                expires == null ? null : Instant.parse(expires),
                derivedFrom,
                EntryDetails.audience(node));
    }

    private static Author author(JsonNode node) {
        return new Author(Author.Type.valueOf(required(node, "authorType")), required(node, "author"));
    }

    private static Instant at(JsonNode node) {
        return TimeRange.checked("at", Instant.parse(required(node, "at")));
    }

    private static @Nullable Author recorder(JsonNode node) {
        return node.has("recorder")
                ? new Author(Author.Type.valueOf(required(node, "recorderType")), required(node, "recorder"))
                : null;
    }

    /**
     * Returns the statement of a written assertion.
     *
     * @throws IllegalArgumentException if the object is no assertion
     */
    public static Statement statement(JsonNode node) {
        return new Statement(
                Kind.valueOf(required(node, "kind")), text(node, "key"), text(node, "value"), required(node, "text"));
    }

    private static Metadata metadata(JsonNode node) {
        Map<String, Object> values = new HashMap<>();
        node.path("metadata").properties().forEach(e -> values.put(e.getKey(), plain(e.getValue())));
        return new Metadata(values);
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
            throw new IllegalArgumentException(
                    "The JSON form of an action has no field '%s': pass it unchanged, as it was written"
                            .formatted(name));
        }
        return text;
    }
}

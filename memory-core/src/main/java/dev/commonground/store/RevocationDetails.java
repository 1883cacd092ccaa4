package dev.commonground.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteSource;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The details of revocations, as JSON. */
final class RevocationDetails {

    private static final String ID = "revocation";
    private static final String WRITER_TYPE = "writerType";
    private static final String WRITER = "writer";
    private static final String ORIGIN = "origin";
    private static final String FROM = "from";
    private static final String UNTIL = "until";
    private static final String REVOKED = "sources";
    private static final String SOUND = "sound";

    private RevocationDetails() {}

    static String write(Entry.Restore restore) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(ID, restore.revocation());
        put(details, restore.elsewhere());
        return RowJson.write(details);
    }

    static String write(Entry.Revoke revoke) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(ID, revoke.revocation());
        WriteSource provenance = revoke.provenance();
        if (provenance != null) {
            Author writer = provenance.writer();
            put(details, WRITER_TYPE, writer == null ? null : writer.type());
            put(details, WRITER, writer == null ? null : writer.name());
            put(details, ORIGIN, provenance.origin());
            put(details, FROM, provenance.from());
            put(details, UNTIL, provenance.until());
        }
        put(details, revoke.elsewhere());
        return RowJson.write(details);
    }

    private static void put(Map<String, Object> details, Entry.SourcesElsewhere elsewhere) {
        put(details, REVOKED, elsewhere.revoked());
        put(details, SOUND, elsewhere.sound());
    }

    private static void put(Map<String, Object> details, String name, Set<MemoryId> ids) {
        if (!ids.isEmpty()) {
            details.put(name, ids.stream().map(MemoryId::value).sorted().toList());
        }
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }

    static Entry.Restore restore(String details, Author author, Instant at) {
        JsonNode node = RowJson.tree(details);
        return new Entry.Restore(node.path(ID).asText(), author, at, elsewhere(node));
    }

    static Entry.Revoke revoke(String details, Author author, Instant at) {
        JsonNode node = RowJson.tree(details);
        return new Entry.Revoke(node.path(ID).asText(), author, at, provenance(node), elsewhere(node));
    }

    private static Entry.SourcesElsewhere elsewhere(JsonNode node) {
        return new Entry.SourcesElsewhere(ids(node.path(REVOKED)), ids(node.path(SOUND)));
    }

    private static Set<MemoryId> ids(JsonNode node) {
        Set<MemoryId> ids = new HashSet<>();
        node.forEach(id -> ids.add(new MemoryId(id.asText())));
        return ids;
    }

    private static @Nullable WriteSource provenance(JsonNode node) {
        String writer = node.path(WRITER).textValue();
        String origin = node.path(ORIGIN).textValue();
        Instant from = time(node.path(FROM).textValue());
        Instant until = time(node.path(UNTIL).textValue());
        return writer == null && origin == null && from == null && until == null
                ? null
                : new WriteSource(
                        writer == null
                                ? null
                                : new Author(
                                        Author.Type.valueOf(
                                                node.path(WRITER_TYPE).asText()),
                                        writer),
                        origin == null ? null : Origin.valueOf(origin),
                        from,
                        until);
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}

package dev.commonground.benchmarks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The beliefs of PrecisionMemBench as memories: each in its user's scope, by its canonical name and aliases, with what a
 * newer one superseded really superseded and what was resolved expired since.
 */
final class Beliefs {

    /** The metadata entries that the questions filter on. */
    static final String SCOPE = "scope";

    static final String PINNED = "pinned";

    private final SharedMemory memory;
    private final SetClock clock;
    private final Map<String, JsonNode> seeds = new HashMap<>();
    private final Map<String, MemoryId> ids = new HashMap<>();

    Beliefs(SharedMemory memory, SetClock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** Writes all of them; afterwards it is the day of the last change. */
    void write(JsonNode beliefs) {
        Instant last = Instant.EPOCH;
        List<String> inOrder = new ArrayList<>();
        for (JsonNode seed : beliefs) {
            String id = seed.path("_id").asText();
            seeds.put(id, seed);
            inOrder.add(id);
            Instant updated = Instant.parse(seed.path("updated_at").asText());
            last = updated.isAfter(last) ? updated : last;
        }
        inOrder.forEach(this::write);
        clock.set(last);
    }

    private MemoryId write(String id) {
        MemoryId known = ids.get(id);
        if (known != null) {
            return known;
        }
        JsonNode seed = requireNonNull(seeds.get(id), id);
        List<MemoryId> older = seeds.values().stream()
                .filter(one -> one.path("superseded_by").asText().equals(id))
                .map(one -> write(one.path("_id").asText()))
                .toList();
        clock.set(Instant.parse(seed.path("created_at").asText()));
        AgentMemory user = memory.user(seed.path("user_id").asText());
        MemoryId written = (older.isEmpty() ? user.remember(draft(seed)) : user.revise(older.get(0), draft(seed)))
                .memory()
                .id();
        ids.put(id, written);
        return written;
    }

    private static Draft draft(JsonNode seed) {
        String content = seed.path("content").asText();
        Draft.Builder draft = Draft.of(kind(seed.path("type").asText()), content)
                .key(seed.path("canonical_name").asText(), content)
                .metadata(SCOPE, seed.path("scope").path(0).asText())
                .metadata(PINNED, seed.path("pinned").asBoolean());
        List<String> aliases = new ArrayList<>();
        seed.path("aliases").forEach(alias -> aliases.add(alias.asText()));
        if (!aliases.isEmpty()) {
            draft.metadata(Metadata.ALIASES, String.join(", ", aliases));
        }
        if (!seed.path("resolved_at").isNull()) {
            draft.expires(Instant.parse(seed.path("resolved_at").asText()));
        }
        return draft.build();
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "preference" -> Kind.PREFERENCE;
            case "decision" -> Kind.DECISION;
            case "open_question" -> Kind.QUESTION;
            default -> Kind.FINDING;
        };
    }

    /** Returns what a belief is called in the benchmark. */
    Map<MemoryId, String> names() {
        Map<MemoryId, String> names = new HashMap<>();
        ids.forEach((name, id) -> names.put(id, name));
        return names;
    }
}

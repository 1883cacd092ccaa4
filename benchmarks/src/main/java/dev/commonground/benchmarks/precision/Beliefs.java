package dev.commonground.benchmarks.precision;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.ranking.SetClock;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes the beliefs of PrecisionMemBench as memories into their users' scopes. The canonical name is the key. Superseded
 * beliefs are superseded by {@code revise}, and resolved ones expire.
 */
final class Beliefs {

    /** The metadata entry with a belief's scope. */
    static final String SCOPE = "scope";

    /** The metadata entry that says whether a belief is pinned. */
    static final String PINNED = "pinned";

    private final SharedMemory memory;
    private final SetClock clock;
    private final Map<String, JsonNode> seeds = new LinkedHashMap<>();
    private final Map<String, MemoryId> ids = new HashMap<>();

    Beliefs(SharedMemory memory, SetClock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** Writes all beliefs, then sets the clock to the time of the last change. */
    void write(JsonNode beliefs) {
        beliefs.forEach(seed -> seeds.put(seed.path("_id").asText(), seed));
        List.copyOf(seeds.keySet()).forEach(this::write);
        seeds.values().stream()
                .map(seed -> Instant.parse(seed.path("updated_at").asText()))
                .max(Comparator.naturalOrder())
                .ifPresent(clock::set);
    }

    private MemoryId write(String id) {
        MemoryId known = ids.get(id);
        if (known != null) {
            return known;
        }
        MemoryId written = write(requireNonNull(seeds.get(id), id), supersededBy(id));
        ids.put(id, written);
        return written;
    }

    /** Writes the beliefs that a belief supersedes. */
    private List<MemoryId> supersededBy(String id) {
        return seeds.values().stream()
                .filter(one -> one.path("superseded_by").asText().equals(id))
                .map(one -> write(one.path("_id").asText()))
                .toList();
    }

    private MemoryId write(JsonNode seed, List<MemoryId> older) {
        clock.set(Instant.parse(seed.path("created_at").asText()));
        AgentMemory user = memory.user(seed.path("user_id").asText());
        return (older.isEmpty() ? user.remember(draft(seed)) : user.revise(older.get(0), draft(seed)))
                .memory()
                .id();
    }

    private static Draft draft(JsonNode seed) {
        String content = seed.path("content").asText();
        Draft.Builder draft = Draft.of(kind(seed.path("type").asText()), content)
                .key(seed.path("canonical_name").asText(), content)
                .metadata(SCOPE, seed.path("scope").path(0).asText())
                .metadata(PINNED, seed.path("pinned").asBoolean());
        String aliases = aliases(seed);
        if (!aliases.isEmpty()) {
            draft.metadata(Metadata.ALIASES, aliases);
        }
        if (!seed.path("resolved_at").isNull()) {
            draft.expires(Instant.parse(seed.path("resolved_at").asText()));
        }
        return draft.build();
    }

    private static String aliases(JsonNode seed) {
        StringJoiner aliases = new StringJoiner(", ");
        seed.path("aliases").forEach(alias -> aliases.add(alias.asText()));
        return aliases.toString();
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "preference" -> Kind.PREFERENCE;
            case "decision" -> Kind.DECISION;
            case "open_question" -> Kind.QUESTION;
            default -> Kind.FINDING;
        };
    }

    /** Returns the benchmark's name of each belief. */
    Map<MemoryId, String> names() {
        Map<MemoryId, String> names = new HashMap<>();
        ids.forEach((name, id) -> names.put(id, name));
        return names;
    }
}

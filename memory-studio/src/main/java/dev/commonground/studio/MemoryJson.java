package dev.commonground.studio;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.Match;
import dev.commonground.recall.Match.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the memory returns into plain values for JSON. */
final class MemoryJson {

    private MemoryJson() {}

    static List<Map<String, ?>> of(List<Memory> memories) {
        return memories.stream().<Map<String, ?>>map(MemoryJson::of).toList();
    }

    static Map<String, Object> of(Memory memory) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", memory.id().value());
        json.put("scope", memory.scope().toString());
        json.put("status", memory.status().name());
        json.put("kind", memory.kind().name());
        putGiven(json, "key", memory.key());
        putGiven(json, "value", memory.value());
        json.put("text", memory.text());
        json.put("metadata", memory.metadata().values());
        json.put("assertions", memory.assertions().stream().map(MemoryJson::of).toList());
        return json;
    }

    static Map<String, Object> of(Assertion assertion) {
        Map<String, Object> json = new LinkedHashMap<>(of(assertion.author()));
        json.put("at", assertion.at().toString());
        json.put("origin", assertion.origin().name());
        json.put("trust", assertion.trust());
        putGiven(json, "recorder", assertion.recorder() == null ? null : of(assertion.recorder()));
        putGiven(json, "evidence", assertion.evidence());
        putGiven(
                json,
                "expires",
                assertion.expires() == null ? null : assertion.expires().toString());
        json.put(
                "derivedFrom",
                assertion.derivedFrom().stream().map(MemoryId::value).toList());
        putPlace(json, assertion.node(), assertion.thread());
        return json;
    }

    private static void putPlace(Map<String, Object> json, @Nullable String node, @Nullable String thread) {
        putGiven(json, "node", node);
        putGiven(json, "thread", thread);
    }

    static Map<String, String> of(Author author) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("type", author.type().name());
        json.put("name", author.name());
        return json;
    }

    static Map<String, Object> of(Match match) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("score", of(match.score()));
        json.put("memory", of(match.memory()));
        return json;
    }

    private static Map<String, Object> of(Score score) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", score.total());
        json.put("similarity", score.similarity());
        json.put("keywords", score.keywords());
        json.put("nearby", score.nearby());
        json.put("lift", score.lift());
        json.put("behind", score.behind());
        json.put("confidence", score.confidence());
        json.put("kindNamed", score.kindNamed());
        json.put("named", score.named());
        json.put("authorNamed", score.authorNamed());
        json.put("dated", score.dated());
        return json;
    }

    static Map<String, Object> of(Conflict conflict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", conflict.key());
        json.put("memories", of(conflict.memories()));
        return json;
    }

    static Map<String, Object> of(Change change) {
        ToldChange told = ToldChange.of(change);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", change.at().toString());
        json.put("author", of(change.author()));
        json.put("change", told.verb());
        json.put("id", told.id().value());
        putGiven(json, "text", told.text());
        putGiven(json, "evidence", told.evidence());
        return json;
    }

    static Map<String, Object> of(Reading reading) {
        Map<String, Object> json = new LinkedHashMap<>(of(reading.reader()));
        json.put("at", reading.at().toString());
        putPlace(json, reading.node(), reading.thread());
        putGiven(json, "run", reading.run());
        return json;
    }

    private static void putGiven(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}

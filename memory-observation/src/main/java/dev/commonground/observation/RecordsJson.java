package dev.commonground.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.commonground.memory.Memory;
import dev.commonground.recall.Match;
import dev.commonground.store.JsonMappers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Memories in the format of {@code gen_ai.memory.records}. */
final class RecordsJson {

    private RecordsJson() {}

    static String of(List<Memory> memories) {
        return json(memories.stream().map(RecordsJson::fields).toList());
    }

    static String ofMatches(List<Match> matches) {
        return json(matches.stream()
                .map(match -> {
                    Map<String, Object> fields = fields(match.memory());
                    fields.put("score", match.score().total());
                    return fields;
                })
                .toList());
    }

    private static Map<String, Object> fields(Memory memory) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", memory.id().value());
        fields.put("content", memory.text());
        fields.put("metadata", Map.of("kind", memory.kind().name()));
        return fields;
    }

    private static String json(Object value) {
        try {
            return JsonMappers.STRICT.writeValueAsString(value);
        } catch (JsonProcessingException e) { // strings and numbers can always be written
            throw new IllegalStateException("The memories cannot be written as JSON", e);
        }
    }
}

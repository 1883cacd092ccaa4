package dev.commonground.crew.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.crew.model.FindingsBlock.Finding;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.store.JsonMappers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a findings block. An entry is accepted only if all of it can be remembered. */
record FindingsJson(int number, JsonNode entry) {

    private static final Set<String> FIELDS = Set.of("kind", "key", "value", "text", "evidence");
    private static final Set<String> KINDS = Set.of("", "constraint", "preference", "decision", "finding", "question");

    /**
     * Parses the content of a block.
     *
     * @throws IllegalArgumentException with a message for the model if an entry cannot be remembered as a whole
     */
    static List<Finding> read(String content) {
        JsonNode array = array(content);
        List<Finding> findings = new ArrayList<>();
        array.forEach(entry -> findings.add(new FindingsJson(findings.size() + 1, entry).read()));
        return findings;
    }

    private static JsonNode array(String content) {
        try {
            JsonNode array = JsonMappers.STRICT.readTree(content);
            if (array.isArray()) {
                return array;
            }
        } catch (JsonProcessingException e) { // the message quotes the content
        }
        throw new IllegalArgumentException(
                "the findings block is not a JSON array and nothing else: write it in the form you were given, after your answer");
    }

    private Finding read() {
        if (!entry.isObject() && !entry.isTextual()) {
            throw refused(" is neither an object nor a text");
        }
        Finding finding = entry.isTextual()
                ? new Finding(entry.asText(), null, null, null, null)
                : new Finding(text("text"), text("kind"), text("key"), text("value"), text("evidence"));
        requireFields();
        requireMemory(finding);
        return finding;
    }

    private @Nullable String text(String field) {
        JsonNode value = entry.path(field);
        if (value.isContainerNode()) {
            throw refused(" has a field that is not a text");
        }
        return entry.hasNonNull(field) ? value.asText() : null;
    }

    private void requireFields() {
        entry.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw refused(" has a field that is none of kind, key, value, text and evidence");
            }
        });
    }

    private void requireMemory(Finding finding) {
        if (!KINDS.contains(given(finding.kind()).toLowerCase(Locale.ROOT))) {
            throw refused(" has an unknown kind: it is constraint, preference, decision, finding or question");
        }
        try {
            requireDraft(finding);
        } catch (IllegalArgumentException e) {
            throw refused(": " + e.getMessage());
        }
    }

    private static void requireDraft(Finding finding) {
        Draft.Builder draft = Draft.of(Kind.FINDING, given(finding.text()));
        String evidence = given(finding.evidence());
        if (!evidence.isEmpty()) {
            draft.evidence(evidence);
        }
        String key = given(finding.key());
        String value = given(finding.value());
        if (!key.isEmpty() || !value.isEmpty()) {
            draft.key(key, value);
        }
        draft.build();
    }

    private static String given(@Nullable String field) {
        return field == null ? "" : field.strip();
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("finding %d%s".formatted(number, reason));
    }
}

package dev.commonground.langgraph4j;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a model wants remembered, read from arguments that it may have left out or got wrong. */
final class ToolDraft {

    private ToolDraft() {}

    /**
     * Returns the draft. What a model passes as blank counts as left out, and a kind that is none as a finding.
     *
     * @throws IllegalArgumentException if there is nothing to remember; the message is for the model
     */
    static Draft of(@Nullable String text, @Nullable String kind, @Nullable String key, @Nullable String value) {
        String about = given(key);
        String said = given(value);
        if (about.isEmpty() != said.isEmpty()) {
            throw new IllegalArgumentException("key and value go together: pass both or neither");
        }
        if (given(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "say in text what to remember, in one sentence that can be understood by itself");
        }
        Draft.Builder draft = Draft.of(kind(given(kind)), given(text));
        return about.isEmpty() ? draft.build() : draft.key(about, said).build();
    }

    private static String given(@Nullable String argument) {
        return argument == null ? "" : argument.strip();
    }

    private static Kind kind(String name) {
        return Stream.of(Kind.CONSTRAINT, Kind.PREFERENCE, Kind.DECISION, Kind.QUESTION)
                .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Kind.FINDING);
    }
}

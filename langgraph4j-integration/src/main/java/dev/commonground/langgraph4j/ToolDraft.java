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
     * Returns the draft. What a model passes as blank counts as left out, and a kind that is none as a finding. What
     * is to bind the team, on evidence that is not in its source, is a finding without a key: it can neither bind nor take
     * the place of what does.
     *
     * @throws IllegalArgumentException if there is nothing to remember; the message is for the model
     */
    static Draft of(
            @Nullable String text,
            @Nullable String kind,
            @Nullable String key,
            @Nullable String value,
            Evidence evidence) {
        String about = given(key);
        String is = given(value);
        if (about.isEmpty() != is.isEmpty()) {
            throw new IllegalArgumentException("key and value go together: pass both or neither");
        }
        if (given(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "say in text what to remember, in one sentence that can be understood by itself");
        }
        Kind asked = kind(given(kind));
        if (evidence.standing() == Evidence.Standing.MISSING && asked.binding()) {
            return Draft.finding(given(text)).build();
        }
        Draft.Builder draft = Draft.of(asked, given(text));
        if (evidence.standing() == Evidence.Standing.FOUND) {
            draft.evidence(evidence.quote());
        }
        return about.isEmpty() ? draft.build() : draft.key(about, is).build();
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

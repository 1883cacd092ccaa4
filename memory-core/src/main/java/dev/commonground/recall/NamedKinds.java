package dev.commonground.recall;

import dev.commonground.memory.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds that a question asks for by name: whoever asks for the "output format constraints" wants constraints, even
 * where neither words nor meaning connect the two (MiniLM gives "output format constraints" a cosine of 0.06 to
 * "Client needs executive summary first, uses slide decks, needs ROI figures").
 */
final class NamedKinds {

    private static final Map<String, Kind> KIND_BY_TERM = new HashMap<>();

    static {
        name(Kind.CONSTRAINT, "constraint", "requirement", "require", "limit", "limitation", "rule", "restriction");
        name(Kind.PREFERENCE, "preference", "prefer");
        name(Kind.DECISION, "decision", "decide", "decided", "agreed");
        name(Kind.QUESTION, "question", "unknown", "unresolved");
        name(Kind.ARTIFACT, "artifact", "deliverable");
    }

    private NamedKinds() {}

    private static void name(Kind kind, String... words) {
        for (String word : words) {
            Terms.of(word).forEach(term -> KIND_BY_TERM.put(term, kind));
        }
    }

    /** Returns the kinds that the terms of a question name. */
    static Set<Kind> in(List<String> terms) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        terms.stream().map(KIND_BY_TERM::get).filter(kind -> kind != null).forEach(kinds::add);
        return Collections.unmodifiableSet(kinds);
    }
}

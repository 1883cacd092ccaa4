package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the kinds that a question names: the question "output format constraints" asks for constraints. Neither words
 * nor meaning need to connect the two. MiniLM gives that question a cosine of only 0.06 to "Client needs executive
 * summary first, uses slide decks, needs ROI figures".
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
            Tokenizer.tokenize(word).forEach(term -> KIND_BY_TERM.put(term, kind));
        }
    }

    /** Returns the kinds that the terms of a question name; the set is unmodifiable. */
    static Set<Kind> in(List<String> terms) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        terms.stream().map(KIND_BY_TERM::get).filter(kind -> kind != null).forEach(kinds::add);
        return Collections.unmodifiableSet(kinds);
    }
}

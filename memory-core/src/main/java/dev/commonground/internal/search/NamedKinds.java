package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the kinds that a question names: "output format constraints" asks for constraints. It is a hint, because the same
 * words have other meanings: the "rate limit of the provider" is a finding.
 */
final class NamedKinds {

    private static final Map<String, Kind> KIND_BY_TERM = new HashMap<>();

    static {
        name(Kind.CONSTRAINT, "constraint", "requirement", "require", "limit", "limitation", "rule", "restriction");
        name(Kind.PREFERENCE, "preference", "prefer");
        name(Kind.DECISION, "decision", "decide", "decided", "agreed");
        name(Kind.QUESTION, "question", "unknown", "unresolved");
        name(Kind.ARTIFACT, "artifact", "deliverable");
        name(Kind.FINDING, "finding");
    }

    private NamedKinds() {}

    private static void name(Kind kind, String... words) {
        for (String word : words) {
            Tokenizer.tokenize(word).forEach(term -> KIND_BY_TERM.put(term, kind));
        }
    }

    /** Returns the kinds that the terms of a question name; the set is unmodifiable. */
    static Set<Kind> in(Collection<String> terms) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        terms.stream().map(KIND_BY_TERM::get).filter(kind -> kind != null).forEach(kinds::add);
        return Collections.unmodifiableSet(kinds);
    }

    /** Returns whether a question has no other terms than the names of kinds. */
    static boolean areAll(Collection<String> terms) {
        return !terms.isEmpty() && KIND_BY_TERM.keySet().containsAll(terms);
    }
}

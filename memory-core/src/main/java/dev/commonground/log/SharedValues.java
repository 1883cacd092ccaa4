package dev.commonground.log;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Metadata;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one copy of what many assertions of a log have in common: authors, nodes, threads, no metadata. */
final class SharedValues {

    /** Beyond this many, values are hardly shared and the map would outgrow what it saves. */
    private static final int MOST = 1_024;

    private final Map<Object, Object> values = new HashMap<>();

    /** Returns an equal assertion made of shared values. */
    Assertion shared(Assertion assertion) {
        return new Assertion(
                author(assertion.author()),
                assertion.recorder() == null ? null : author(assertion.recorder()),
                assertion.at(),
                text(assertion.node()),
                text(assertion.thread()),
                assertion.origin(),
                assertion.trust(),
                assertion.evidence(),
                assertion.metadata().values().isEmpty() ? Metadata.NONE : assertion.metadata(),
                assertion.expires(),
                assertion.derivedFrom());
    }

    private Author author(Author author) {
        return (Author) value(author);
    }

    private @Nullable String text(@Nullable String text) {
        return text == null ? null : (String) value(text);
    }

    private Object value(Object value) {
        Object known = values.get(value);
        if (known == null && values.size() < MOST) {
            values.put(value, value);
        }
        return known == null ? value : known;
    }
}

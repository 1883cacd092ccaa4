package dev.commonground.internal.log;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Metadata;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one copy of the values that many assertions of a log share: authors, nodes, threads and empty metadata. */
final class SharedValues {

    /** Beyond this number, values are rarely shared and the map costs more than it saves. */
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
                assertion.derivedFrom(),
                assertion.audience().isEveryone() ? Audience.EVERYONE : (Audience) value(assertion.audience()));
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

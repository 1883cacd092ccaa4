package dev.commonground.internal.search;

import dev.commonground.memory.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * What a request is about, in a few words: a statement is about it if it holds all of them that say something.
 *
 * <p>Immutable and thread-safe.
 */
public final class Subject {

    /** Words that people leave out when they say the thing itself. */
    private static final Set<String> GENERAL = terms(
            "number details detail information info data thing things stuff note notes old previous earlier current");

    private final Set<String> terms;

    private Subject(Set<String> terms) {
        this.terms = terms;
    }

    /** Returns the subject that {@code words} name. */
    public static Subject of(String words) {
        Set<String> all = terms(words);
        Set<String> telling = new HashSet<>(all);
        telling.removeAll(GENERAL);
        return new Subject(telling.isEmpty() ? all : telling);
    }

    private static Set<String> terms(String words) {
        return Set.copyOf(Tokenizer.tokenize(words));
    }

    /** Returns whether a statement is about the subject; none is about a subject without words. */
    public boolean covers(Statement statement) {
        return !terms.isEmpty()
                && terms("%s %s %s"
                                .formatted(
                                        statement.text(),
                                        statement.key() == null ? "" : WordParts.spaced(statement.key()),
                                        statement.value() == null ? "" : statement.value()))
                        .containsAll(terms);
    }
}

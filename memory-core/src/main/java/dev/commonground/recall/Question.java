package dev.commonground.recall;

import dev.commonground.memory.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search compares the statements with.
 *
 * @param terms the terms of the question, each once
 * @param named the kinds it asks for by name
 * @param vector its embedding, or null if there is no model
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Question(Set<String> terms, Set<Kind> named, float @Nullable [] vector) {

    static Question of(String text, float @Nullable [] vector) {
        List<String> inOrder = Terms.of(text);
        return new Question(new LinkedHashSet<>(inOrder), NamedKinds.in(inOrder), vector);
    }
}

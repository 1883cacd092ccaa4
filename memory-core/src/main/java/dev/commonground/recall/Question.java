package dev.commonground.recall;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search compares the statements with.
 *
 * @param terms the terms of the question, each once, without the names of persons
 * @param named the kinds it asks for by name
 * @param authors the authors it names
 * @param dates the time it names
 * @param vector its embedding, or null if there is no model
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Question(
        Set<String> terms, Set<Kind> named, Set<Author> authors, QuestionDates dates, float @Nullable [] vector) {

    static Question of(String text, float @Nullable [] vector) {
        return of(text, vector, List.of());
    }

    /**
     * Reads a question.
     *
     * @param authors those whom it may name
     */
    static Question of(String text, float @Nullable [] vector, Collection<Author> authors) {
        Set<Author> named = NamedAuthors.in(text, authors);
        List<String> inOrder = Terms.of(NamedAuthors.without(text, named));
        return new Question(
                new LinkedHashSet<>(inOrder), NamedKinds.in(inOrder), named, QuestionDates.in(text), vector);
    }

    /** Returns the question with other terms. */
    Question asking(Set<String> others) {
        return new Question(others, named, authors, dates, vector);
    }
}

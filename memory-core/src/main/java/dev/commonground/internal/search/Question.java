package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parsed form of a query.
 *
 * @param terms the distinct terms of the query, without the names of persons
 * @param kinds the kinds that the query names
 * @param authors the authors that the query names
 * @param dates the dates that the query names
 * @param vector the embedding of the query, of length 1; null without a model
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Question(
        Set<String> terms, Set<Kind> kinds, Set<Author> authors, QuestionDates dates, float @Nullable [] vector) {

    /** Parses a query that names no author. */
    static Question parse(String query, float @Nullable [] vector) {
        return parse(query, vector, List.of());
    }

    /**
     * Parses a query.
     *
     * @param authors the authors that the query may name
     */
    static Question parse(String query, float @Nullable [] vector, Collection<Author> authors) {
        Set<Author> named = NamedAuthors.in(query, authors);
        List<String> terms = Tokenizer.tokenize(NamedAuthors.without(query, named));
        return new Question(new LinkedHashSet<>(terms), NamedKinds.in(terms), named, QuestionDates.in(query), vector);
    }

    /** Returns a copy with other terms. */
    Question withTerms(Set<String> others) {
        return new Question(others, kinds, authors, dates, vector);
    }
}

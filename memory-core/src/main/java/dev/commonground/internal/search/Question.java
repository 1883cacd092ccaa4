package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parsed form of a query.
 *
 * @param terms the distinct terms of the query, without the names of persons
 * @param parts the parts of these terms
 * @param kinds the kinds that the query names
 * @param authors the authors that the query names
 * @param dates the dates that the query names
 * @param vector the embedding of the query, of length 1; null without a model
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Question(
        Set<String> terms,
        Set<String> parts,
        Set<Kind> kinds,
        Set<Author> authors,
        QuestionDates dates,
        float @Nullable [] vector) {

    /** So many words rarely meet by chance. */
    private static final int EXACT = 3;

    /** The terms that only frame a question: "what do we know of ...?", "tell me anything about ...". */
    private static final Set<String> FRAME =
            Set.copyOf(Tokenizer.tokenizeEnglish("know knows known tell please anything everything something us"));

    /**
     * Parses a query.
     *
     * @param authors the authors that the query may name
     */
    static Question parse(String query, float @Nullable [] vector, Collection<Author> authors) {
        Set<Author> named = NamedAuthors.in(query, authors);
        SearchTerms terms = Tokenizer.searchTerms(NamedAuthors.without(query, named));
        return new Question(
                withoutFrame(terms.words()),
                terms.parts(),
                NamedKinds.in(terms.words()),
                named,
                QuestionDates.in(query),
                vector);
    }

    /** A question of nothing but a frame keeps its terms. */
    private static Set<String> withoutFrame(Collection<String> terms) {
        Set<String> asked = new LinkedHashSet<>(terms);
        asked.removeAll(FRAME);
        return asked.isEmpty() ? new LinkedHashSet<>(terms) : asked;
    }

    /** Returns whether the query asks for memories of some kinds and for nothing else. */
    boolean asksForKinds() {
        return NamedKinds.areAll(terms);
    }

    /** Returns whether the words say exactly what is meant: at least three, or two of which one has a digit ("chapter 3"). */
    boolean isExact() {
        return terms.size() >= EXACT || isReference();
    }

    /** Returns whether the question only names a numbered thing, as "what about chapter 3?" does. */
    boolean isReference() {
        return terms.size() == EXACT - 1 && terms.stream().anyMatch(Question::hasDigit);
    }

    private static boolean hasDigit(String term) {
        return term.chars().anyMatch(Character::isDigit);
    }

    /** Returns the terms and their parts. */
    Set<String> searched() {
        Set<String> all = new LinkedHashSet<>(terms);
        all.addAll(parts);
        return all;
    }

    /** Returns a copy with other terms. */
    Question withTerms(Set<String> others) {
        return new Question(others, parts, kinds, authors, dates, vector);
    }
}

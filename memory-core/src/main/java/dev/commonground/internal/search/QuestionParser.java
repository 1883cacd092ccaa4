package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parses a query against the searched scopes: their authors may be named, and their terms correct its spelling. */
final class QuestionParser {

    private final List<VisibleScope> scopes;
    private final List<VisibleScope> counted;
    private final TermStatistics statistics;

    /**
     * Prepares to parse a query.
     *
     * @param scopes all searched scopes
     * @param counted those whose terms are counted
     * @param statistics receives the counts of the query's terms
     */
    QuestionParser(List<VisibleScope> scopes, List<VisibleScope> counted, TermStatistics statistics) {
        this.scopes = scopes;
        this.counted = counted;
        this.statistics = statistics;
    }

    /** Parses a query; replaces each unknown term by the known term it was probably meant to be. */
    Question parse(String query, float @Nullable [] vector) {
        Set<Author> authors = new HashSet<>();
        scopes.forEach(scope -> authors.addAll(scope.authors()));
        Question question = Question.parse(query, vector, authors);
        counted.forEach(scope -> scope.addTo(statistics, question.searched()));
        Set<String> terms = new LinkedHashSet<>();
        for (String term : question.terms()) {
            terms.add(isKnown(term) || !isWord(term) ? term : corrected(term));
        }
        return question.withTerms(terms);
    }

    private boolean isKnown(String term) {
        return statistics.contains(term)
                || scopes.stream()
                        .anyMatch(scope ->
                                scope.isAlias(term) || (!counted.contains(scope) && scope.countVisible(term) > 0));
    }

    /** A digit or a sign is part of an identifier, and another identifier is no correction. */
    private static boolean isWord(String term) {
        return term.chars().allMatch(Character::isLetter);
    }

    /** Returns the most frequent known term that differs by one typing error; the term itself if there is none. */
    private String corrected(String term) {
        Map<String, Long> counts = countsOfSimilarTerms(term);
        if (counts.isEmpty()) {
            return term;
        }
        Map.Entry<String, Long> best =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        if (!statistics.contains(best.getKey())) {
            statistics.addTerm(best.getKey(), best.getValue());
        }
        return best.getKey();
    }

    private Map<String, Long> countsOfSimilarTerms(String term) {
        Map<String, Long> counts = new TreeMap<>();
        for (VisibleScope scope : counted) {
            for (String similar : scope.index().keywords().similarTerms(term)) {
                long count = scope.countVisible(similar);
                if (count > 0 && isWord(similar)) {
                    counts.merge(similar, count, Long::sum);
                }
            }
        }
        return counts;
    }
}

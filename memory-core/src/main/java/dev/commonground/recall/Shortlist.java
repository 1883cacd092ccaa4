package dev.commonground.recall;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements of one scope that are worth ranking.
 *
 * @param candidates the statements, each once
 * @param bestSimilarity the best cosine among all live statements of the scope, passing the filter or not
 * @param bestKeywords the best BM25 score among them
 */
record Shortlist(List<Candidate> candidates, double bestSimilarity, double bestKeywords) {

    static Shortlist of(List<Candidate> candidates) {
        double similarity = 0;
        double keywords = 0;
        for (Candidate candidate : candidates) {
            similarity = Math.max(similarity, candidate.similarity());
            keywords = Math.max(keywords, candidate.keywords());
        }
        return new Shortlist(candidates, similarity, keywords);
    }

    /** Returns this one with at least these best scores. */
    Shortlist reaching(double similarity, double keywords) {
        return new Shortlist(candidates, Math.max(bestSimilarity, similarity), Math.max(bestKeywords, keywords));
    }

    /** Returns the candidates of both. */
    Shortlist and(Shortlist other) {
        Set<Integer> known = new HashSet<>();
        candidates.forEach(candidate -> known.add(candidate.ordinal()));
        List<Candidate> union = new ArrayList<>(candidates);
        other.candidates.stream()
                .filter(candidate -> !known.contains(candidate.ordinal()))
                .forEach(union::add);
        return new Shortlist(union, bestSimilarity, bestKeywords).reaching(other.bestSimilarity, other.bestKeywords);
    }
}

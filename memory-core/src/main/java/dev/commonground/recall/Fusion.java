package dev.commonground.recall;

import java.util.List;

/** Makes one score of a candidate's parts, over the candidates of all scopes together. */
final class Fusion {

    private static final double SIMILARITY_WEIGHT = 0.5;
    private static final double KEYWORD_WEIGHT = 0.5;
    private static final double KIND_WEIGHT = 0.5;

    private final Question question;
    private final double bestSimilarity;
    private final double bestKeywords;
    private final double fullKeywords;

    Fusion(Question question, Statistics statistics, List<Shortlist> shortlists) {
        this.question = question;
        this.bestSimilarity =
                shortlists.stream().mapToDouble(Shortlist::bestSimilarity).max().orElse(0);
        this.bestKeywords =
                shortlists.stream().mapToDouble(Shortlist::bestKeywords).max().orElse(0);
        this.fullKeywords = question.terms().stream()
                .mapToDouble(statistics::expectedWeight)
                .sum();
    }

    Score score(Candidate candidate) {
        boolean named = question.named().contains(candidate.statement().kind());
        double total = (KEYWORD_WEIGHT * share(candidate.keywords(), bestKeywords)
                        + SIMILARITY_WEIGHT * share(candidate.similarity(), bestSimilarity)
                        + (named ? KIND_WEIGHT : 0))
                / (KEYWORD_WEIGHT + SIMILARITY_WEIGHT + KIND_WEIGHT);
        return new Score(total, candidate.similarity(), Math.min(1, share(candidate.keywords(), fullKeywords)), named);
    }

    private static double share(double part, double whole) {
        return whole <= 0 ? 0 : part / whole;
    }
}

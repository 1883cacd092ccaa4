package dev.commonground.recall;

import dev.commonground.memory.Kind;
import java.util.BitSet;
import java.util.List;

/**
 * Makes one score of a candidate's parts, over the candidates of all scopes together. The weights were chosen by
 * cross-validation between the conversations of LoCoMo and rounded; no result hangs on their second digit (decision 13).
 */
final class Ranking {

    /** The statement's own words and meaning, the unit of all weights. */
    private static final double FIT = 1;

    /** The best of what was said around it. */
    private static final double NEARBY = 1;

    /** The question names its author. */
    private static final double AUTHOR = 0.4;

    /** The question names the time at which it was said. */
    private static final double DATE = 0.6;

    /** How much it says: a greeting says little. */
    private static final double LENGTH = 0.3;

    /** It says something rather than asks. */
    private static final double ANSWER = 0.1;

    /** The question asks for its kind by name: as much as half of what words and meaning can give. */
    private static final double KIND = 1;

    private static final double ALL = FIT + NEARBY + AUTHOR + DATE + LENGTH + ANSWER + KIND;

    /** From so many terms on a turn says as much as any. */
    private static final double LONG_TURN = 30;

    private final Question question;
    private final ScopeIndex index;
    private final Surroundings surroundings;

    /**
     * Prepares to rank the candidates of one scope.
     *
     * @param bestSimilarity the best cosine in any scope
     */
    Ranking(
            Question question,
            Coverage coverage,
            double bestSimilarity,
            ScopeIndex index,
            BitSet live,
            List<Candidate> candidates) {
        this.question = question;
        this.index = index;
        this.surroundings = new Surroundings(index, live, candidates, coverage, bestSimilarity);
    }

    Score score(Candidate candidate) {
        int ordinal = candidate.ordinal();
        double nearby = surroundings.nearby(ordinal);
        boolean kindNamed = question.named().contains(candidate.statement().kind());
        boolean authorNamed = index.saidBy(question.authors(), ordinal);
        boolean dated = question.dates().isSet() && question.dates().fit(index.firstDay(ordinal));
        double total = FIT * surroundings.fit(ordinal)
                + NEARBY * nearby
                + (authorNamed ? AUTHOR : 0)
                + (dated ? DATE : 0)
                + LENGTH * length(ordinal)
                + (asks(candidate) ? 0 : ANSWER)
                + (kindNamed ? KIND : 0);
        return new Score(
                total / ALL,
                Math.min(1, candidate.similarity()),
                surroundings.keywords(ordinal),
                nearby,
                kindNamed,
                index.names().named(ordinal, question.terms()),
                authorNamed,
                dated);
    }

    /** Only in talk is much said with few words that mean little; what is written down to be kept counts as long. */
    private double length(int ordinal) {
        if (!isTurn(ordinal)) {
            return 1;
        }
        int terms = index.keywords().length(index.passages().first(ordinal));
        return Math.min(1, Math.log1p(terms) / Math.log1p(LONG_TURN));
    }

    private boolean asks(Candidate candidate) {
        return isTurn(candidate.ordinal())
                && candidate.statement().kind() != Kind.QUESTION
                && candidate.statement().text().endsWith("?");
    }

    private boolean isTurn(int ordinal) {
        return !index.conversations().turns(ordinal).isEmpty();
    }
}

package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Score;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Combines the features of each candidate of one scope into a score that is comparable between scopes. The weights come
 * from cross-validation between the conversations of LoCoMo and are rounded; no result depends on their second digit
 * (decision 13).
 *
 * <p>All methods take the index of a candidate among the {@link Candidates}. Not thread-safe.
 */
final class Ranking {

    /** The candidate's own words and meaning: the unit of all weights. */
    private static final double FIT = 1;

    /** The best turn in the candidate's context. */
    private static final double NEARBY = 1;

    /** The question names the author. */
    private static final double AUTHOR = 0.4;

    /** The question names the date. */
    private static final double DATE = 0.6;

    /** The length of a turn: a greeting says little. */
    private static final double LENGTH = 0.3;

    /** The candidate is an answer rather than a question. */
    private static final double ANSWER = 0.1;

    /** The question names the kind: half of what words and meaning can contribute. */
    private static final double KIND = 1;

    private static final double ALL = FIT + NEARBY + AUTHOR + DATE + LENGTH + ANSWER + KIND;

    /** The number of terms from which on a turn gets the full length weight. */
    private static final double LONG_TURN = 30;

    private final Question question;
    private final VisibleScope scope;
    private final Candidates candidates;
    private final ContextScorer context;
    private final @Nullable BitSet ofNamedKinds;
    private final boolean namesAuthors;
    private final boolean namesDates;

    /**
     * Prepares to rank the candidates of one scope.
     *
     * @param bestSimilarity the best cosine in any searched scope
     */
    Ranking(
            Question question,
            TermCoverage coverage,
            double bestSimilarity,
            VisibleScope scope,
            Candidates candidates) {
        this.question = question;
        this.scope = scope;
        this.candidates = candidates;
        this.context = new ContextScorer(scope, candidates, coverage, bestSimilarity);
        this.ofNamedKinds =
                question.kinds().isEmpty() ? null : scope.index().statements().ofKinds(question.kinds());
        this.namesAuthors = !question.authors().isEmpty();
        this.namesDates = question.dates().isSet();
    }

    /** Returns the number of candidates. */
    int size() {
        return candidates.size();
    }

    int ordinal(int at) {
        return candidates.ordinal(at);
    }

    boolean isExact(int at) {
        return candidates.isExact(at);
    }

    void makeExact(int at) {
        candidates.makeExact(at);
    }

    Statement statement(int at) {
        return scope.index().statements().get(ordinal(at));
    }

    MemoryId id(int at) {
        return scope.index().id(ordinal(at));
    }

    /** Returns the total score, 0 to 1; while the cosine is an estimate, the total is rarely too low. */
    double total(int at) {
        double total = FIT * context.fit(at)
                + NEARBY * context.bestNearby(at)
                + (authorNamed(at) ? AUTHOR : 0)
                + (dated(at) ? DATE : 0)
                + LENGTH * length(at)
                + (asks(at) ? 0 : ANSWER)
                + (kindNamed(at) ? KIND : 0);
        return total / ALL;
    }

    /** Returns the total score with its features. */
    Score score(int at) {
        return new Score(
                Math.min(1, total(at)),
                Math.min(1, candidates.similarity(at)),
                context.keywords(at),
                context.bestNearby(at),
                kindNamed(at),
                scope.assertions().isNamedBy(question.terms(), ordinal(at)),
                authorNamed(at),
                dated(at));
    }

    private boolean kindNamed(int at) {
        return ofNamedKinds != null && ofNamedKinds.get(ordinal(at));
    }

    private boolean authorNamed(int at) {
        return namesAuthors && scope.assertions().isAssertedBy(question.authors(), ordinal(at));
    }

    private boolean dated(int at) {
        return namesDates && question.dates().matches(scope.assertions().firstDay(ordinal(at)));
    }

    /** Only a turn of a conversation may be short and say little; any other statement gets the full weight. */
    private double length(int at) {
        if (!isTurn(at)) {
            return 1;
        }
        int terms = scope.index().keywords().length(scope.oldestPassage(ordinal(at)));
        return Math.min(1, Math.log1p(terms) / Math.log1p(LONG_TURN));
    }

    private boolean asks(int at) {
        return isTurn(at)
                && statement(at).kind() != Kind.QUESTION
                && statement(at).text().endsWith("?");
    }

    private boolean isTurn(int at) {
        return !scope.positions(ordinal(at)).isEmpty();
    }
}

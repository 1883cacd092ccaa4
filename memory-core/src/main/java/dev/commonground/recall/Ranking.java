package dev.commonground.recall;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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
    private final VisibleScope scope;
    private final Candidates candidates;
    private final Surroundings surroundings;
    private final @Nullable BitSet ofNamedKinds;
    private final boolean namesAuthors;
    private final boolean namesDates;

    /**
     * Prepares to rank the candidates of one scope.
     *
     * @param bestSimilarity the best cosine in any scope
     */
    Ranking(Question question, Coverage coverage, double bestSimilarity, VisibleScope scope, Candidates candidates) {
        this.question = question;
        this.scope = scope;
        this.candidates = candidates;
        this.surroundings = new Surroundings(scope, candidates, coverage, bestSimilarity);
        this.ofNamedKinds = question.named().isEmpty() ? null : scope.index().ofKinds(question.named());
        this.namesAuthors = !question.authors().isEmpty();
        this.namesDates = question.dates().isSet();
    }

    /** Returns how many candidates there are. */
    int size() {
        return candidates.size();
    }

    /** Returns the statement of the candidate at a place. */
    int ordinal(int at) {
        return candidates.ordinal(at);
    }

    boolean isSettled(int at) {
        return candidates.isSettled(at);
    }

    void settle(int at) {
        candidates.settle(at);
    }

    Statement statement(int at) {
        return scope.index().statement(ordinal(at));
    }

    MemoryId id(int at) {
        return scope.index().id(ordinal(at));
    }

    /** Returns the total of the score at a place, 0 to 1; until it is settled, hardly ever too low. */
    double total(int at) {
        double total = FIT * surroundings.fit(at)
                + NEARBY * surroundings.nearby(at)
                + (authorNamed(at) ? AUTHOR : 0)
                + (dated(at) ? DATE : 0)
                + LENGTH * length(at)
                + (asks(at) ? 0 : ANSWER)
                + (kindNamed(at) ? KIND : 0);
        return total / ALL;
    }

    /** Returns the total at a place with all its parts. */
    Score score(int at) {
        return new Score(
                Math.min(1, total(at)),
                Math.min(1, candidates.similarity(at)),
                surroundings.keywords(at),
                surroundings.nearby(at),
                kindNamed(at),
                scope.named(ordinal(at), question.terms()),
                authorNamed(at),
                dated(at));
    }

    private boolean kindNamed(int at) {
        return ofNamedKinds != null && ofNamedKinds.get(ordinal(at));
    }

    private boolean authorNamed(int at) {
        return namesAuthors && scope.saidBy(question.authors(), ordinal(at));
    }

    private boolean dated(int at) {
        return namesDates && question.dates().fit(scope.firstDay(ordinal(at)));
    }

    /** Only in talk is much said with few words that mean little; what is written down to be kept counts as long. */
    private double length(int at) {
        if (!isTurn(at)) {
            return 1;
        }
        int terms = scope.index().keywords().length(scope.firstPassage(ordinal(at)));
        return Math.min(1, Math.log1p(terms) / Math.log1p(LONG_TURN));
    }

    private boolean asks(int at) {
        return isTurn(at)
                && statement(at).kind() != Kind.QUESTION
                && statement(at).text().endsWith("?");
    }

    private boolean isTurn(int at) {
        return !scope.turns(ordinal(at)).isEmpty();
    }
}

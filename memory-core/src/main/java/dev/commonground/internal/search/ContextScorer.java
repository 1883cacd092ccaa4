package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores the candidates of one scope by words and meaning, each together with the turns around it as far as turns
 * {@linkplain Background#leaning lean} on each other. Only live and visible statements count. The unit is one standard
 * deviation of the background. All methods take the index of a candidate among the {@link Candidates}.
 *
 * <p>Not thread-safe.
 */
final class ContextScorer {

    /** The number of turns before and after a turn that form its context. */
    static final int TURNS = 4;

    /** The weight of BM25: its scores are logarithms of odds, and two of these weigh about as much as one deviation. */
    private static final double WORDS = 0.4;

    /** The weight of BM25 without a model. */
    private static final double WORDS_ALONE = 1;

    /** The weight of a term in the turn before, and in the turn before that one: the topic moves on. */
    private static final double ONE_BEFORE = 0.8;

    private static final double TWO_BEFORE = 0.5;

    /** A turn of more terms, about 300 characters, increasingly stands by itself. */
    private static final double LEANING_TERMS = 30;

    private final VisibleScope scope;
    private final Candidates candidates;
    private final QuestionTerms terms;
    private final double mean;

    /** The weight of a cosine; 0 without a model. */
    private final double perCosine;

    private final double words;
    private final double leaning;
    private final TermScores own;
    private final double[] fits;

    ContextScorer(VisibleScope scope, Candidates candidates, QuestionTerms terms, Background background) {
        this.scope = scope;
        this.candidates = candidates;
        this.terms = terms;
        this.mean = background.mean();
        this.perCosine = background.hasVectors() ? 1 / background.deviation() : 0;
        this.words = background.hasVectors() ? WORDS : WORDS_ALONE;
        this.leaning = scope.hasThreads() ? background.leaning() : 0;
        this.own = new TermScores(scope, terms, candidates.ordinals());
        this.fits = leaning > 0 ? fits() : new double[0];
    }

    private double[] fits() {
        int[] before = turnsBefore();
        TermScores wordsBefore = new TermScores(scope, terms, before);
        double[] all = new double[candidates.size()];
        for (int at = 0; at < all.length; at++) {
            double best = 0;
            for (ThreadPosition turn : scope.positions(candidates.ordinal(at))) {
                long one = set(wordsBefore, before, scope.neighbour(turn, -1)) & ~own.set(at);
                long two = set(wordsBefore, before, scope.neighbour(turn, -2)) & ~own.set(at) & ~one;
                best = Math.max(best, ONE_BEFORE * terms.weight(one) + TWO_BEFORE * terms.weight(two));
            }
            all[at] = own(at) + words * 2 * leaning(at) * best;
        }
        return all;
    }

    private int[] turnsBefore() {
        return Arrays.stream(candidates.ordinals())
                .boxed()
                .flatMap(ordinal -> scope.positions(ordinal).stream())
                .flatMapToInt(turn -> IntStream.of(scope.neighbour(turn, -1), scope.neighbour(turn, -2)))
                .filter(neighbour -> neighbour >= 0)
                .sorted()
                .distinct()
                .toArray();
    }

    private static long set(TermScores scores, int[] ordinals, int ordinal) {
        int at = ordinal < 0 ? -1 : Arrays.binarySearch(ordinals, ordinal);
        return at < 0 ? 0 : scores.set(at);
    }

    /** Returns how many deviations one unit of a fit is: without a model, words alone are counted larger. */
    static double deviations(Background background) {
        return background.hasVectors() ? 1 : WORDS / WORDS_ALONE;
    }

    /** Returns how much of a keyword score weighs as much as a cosine of 1. */
    static double wordsForCosine(Background background) {
        return 1 / (WORDS * background.deviation());
    }

    /** Returns the share of a candidate's fit that comes from its context, 0 to 0.5. */
    private double leaning(int at) {
        double most = LEANING_TERMS / Math.max(LEANING_TERMS, terms(at));
        return leaning * most * most;
    }

    /** Returns the number of terms of a candidate that are not in the question. */
    int newTerms(int at) {
        return Math.max(0, terms(at) - this.terms.countWords(own.set(at)));
    }

    private int terms(int at) {
        return scope.index().keywords().length(scope.oldestPassage(candidates.ordinal(at)));
    }

    /** Returns how well a candidate itself fits the question. */
    double own(int at) {
        return (candidates.similarity(at) - mean) * perCosine + words * own.score(at);
    }

    /** Returns how well a memory that does not answer the question would fit by its words on average. */
    double expected() {
        return words * terms.expected();
    }

    /** Returns how well a candidate fits together with the turns around it; never less than by itself. */
    double inContext(int at) {
        if (leaning == 0) {
            return own(at);
        }
        double best = fits[at];
        for (ThreadPosition turn : scope.positions(candidates.ordinal(at))) {
            for (int offset = -TURNS; offset <= TURNS; offset++) {
                best = Math.max(best, fitOf(scope.neighbour(turn, offset)));
            }
        }
        return fits[at] + leaning(at) * (best - fits[at]);
    }

    private double fitOf(int ordinal) {
        int at = ordinal < 0 ? -1 : Arrays.binarySearch(candidates.ordinals(), ordinal);
        return at < 0 ? Double.NEGATIVE_INFINITY : fits[at];
    }

    /** Returns the share of the question's term weight that a candidate itself contains, 0 to 1. */
    double keywords(int at) {
        return terms.share(own.set(at));
    }
}

package dev.commonground.internal.search;

import dev.commonground.internal.search.ThreadIndex.ThreadPosition;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the live statements of the searched scopes fit a question that they do not answer. Most statements answer no given
 * question, so the mean and the deviation of all their cosines describe this noise, in any language and with any model.
 * A cosine counts by its distance from that mean.
 *
 * <p>The background also says whether turns of a conversation lean on each other: then neighbouring turns fit the
 * question similarly, by cosine or, without a model, by words.
 *
 * <p>Fits are counted in whole units, so that every sum is exact and independent of the order of the log. Not
 * thread-safe.
 */
final class Background {

    /** A few statements say little about the noise: they vary as if there were eight more with this deviation. */
    private static final double PRIOR = 8;

    private static final double PRIOR_DEVIATION = 0.1;

    /** One statement alone is no mean, so there is another with this cosine, whose weight fades with the others. */
    private static final double PRIOR_MEAN = 0.12;

    /** Turns share at most half of their fit with their neighbours. */
    private static final double MOST_LEANING = 0.5;

    private static final double UNITS = 1 << 15;

    /**
     * The share of statements that exceed the mean by a lift is about 0.02 for a lift of 0, and falls to a half with each
     * further deviation; beyond two deviations this holds for every set that we measured (decision 13).
     */
    private static final double TAIL = 0.02;

    static final double TAIL_DEVIATIONS = 1.5;

    private final Question question;
    private final QuestionTerms terms;
    private double statements;
    private double asserted;
    private double sum;
    private double squares;
    private double pairs;
    private double pairSum;
    private double pairProducts;
    private boolean hasVectors;

    /** Starts a background without statements. */
    Background(Question question, QuestionTerms terms) {
        this.question = question;
        this.terms = terms;
    }

    /** Adds the live statements of a scope. */
    void add(VisibleScope scope, Neighbours neighbours) {
        double size = scope.live().cardinality();
        statements += size;
        asserted += scope.assertions().countAssertedBy(question.authors());
        hasVectors |= neighbours.present();
        boolean byWords = question.vector() == null && scope.hasThreads();
        if (size > 0 && (neighbours.present() || byWords)) {
            int[] sample = withNext(scope, scope.sample());
            add(scope, sample, byWords ? scores(scope, sample) : cosines(neighbours, sample));
        }
    }

    private static double[] cosines(Neighbours neighbours, int[] sample) {
        return neighbours.exact(sample).similarities();
    }

    private double[] scores(VisibleScope scope, int[] sample) {
        TermScores scores = new TermScores(scope, terms, sample);
        return IntStream.range(0, sample.length).mapToDouble(scores::score).toArray();
    }

    private static int[] withNext(VisibleScope scope, int[] sample) {
        return !scope.hasThreads()
                ? sample
                : IntStream.concat(
                                Arrays.stream(sample),
                                Arrays.stream(sample)
                                        .boxed()
                                        .flatMap(ordinal -> scope.positions(ordinal).stream())
                                        .mapToInt(turn -> scope.neighbour(turn, 1))
                                        .filter(next -> next >= 0))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private void add(VisibleScope scope, int[] sample, double[] fits) {
        double weight = (double) scope.live().cardinality() / sample.length;
        for (int at = 0; at < sample.length; at++) {
            double one = Math.rint(fits[at] * UNITS);
            sum += weight * one;
            squares += weight * one * one;
            for (ThreadPosition turn : scope.positions(sample[at])) {
                int next = Arrays.binarySearch(sample, scope.neighbour(turn, 1));
                if (next >= 0) {
                    addPair(one, Math.rint(fits[next] * UNITS));
                }
            }
        }
    }

    private void addPair(double one, double other) {
        pairs++;
        pairSum += one + other;
        pairProducts += one * other;
    }

    private double size() {
        return statements + PRIOR;
    }

    /** Returns the share of the statements that an author whom the question names has asserted, 0 to 1. */
    double authorShare() {
        return asserted / size();
    }

    /** Returns the number of statements that fit at least as well by chance, as estimated. */
    double chance(double lift) {
        return TAIL * size() * Math.exp(-lift / TAIL_DEVIATIONS);
    }

    /** Returns whether cosines count. */
    boolean hasVectors() {
        return hasVectors;
    }

    /** Returns the mean cosine. */
    double mean() {
        double weight = 1 / Math.max(1, statements);
        return (sum / UNITS + weight * PRIOR_MEAN) / (statements + weight);
    }

    private double variance() {
        double mean = mean();
        double deviations = squares / UNITS / UNITS - 2 * mean * sum / UNITS + statements * mean * mean;
        return (deviations + PRIOR * PRIOR_DEVIATION * PRIOR_DEVIATION) / size();
    }

    /** Returns the standard deviation of the cosines. */
    double deviation() {
        return Math.sqrt(variance());
    }

    /**
     * Returns the share of a turn's fit that it takes from its neighbours, 0 to 0.5: the correlation between the fits of
     * neighbouring turns, less its standard error.
     */
    double leaning() {
        if (pairs == 0) {
            return 0;
        }
        double mean = mean();
        double covariance = (pairProducts / UNITS - mean * pairSum) / UNITS / pairs + mean * mean;
        return Math.max(0, Math.min(MOST_LEANING, covariance / variance() - 1 / Math.sqrt(pairs)));
    }
}

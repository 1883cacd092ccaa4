package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The terms of a question with their weights; a rare term counts more (Robertson and Zaragoza, 2009). */
final class QuestionTerms {

    /** A set of terms is one long. */
    static final int MOST = Long.SIZE;

    /** Two words that share a part often have different meanings, so a part is half as much evidence as a word. */
    private static final double PART = 0.5;

    private final List<String> terms;
    private final long words;
    private final double[] weights;
    private final double[] shares;
    private final double all;
    private final double expected;
    private final Bm25 bm25;

    /** Weighs the terms of a question. A longer question is reduced to its rarest {@value #MOST} terms. */
    QuestionTerms(Question question, TermStatistics statistics) {
        this.terms = rarest(question.searched(), statistics);
        this.words = setOf(question.terms());
        this.weights = weights(statistics::weight);
        this.shares = weights(statistics::expectedWeight);
        this.all = sum(shares, -1);
        this.expected = IntStream.range(0, weights.length)
                .mapToDouble(term -> weights[term] * statistics.frequency(terms.get(term)))
                .sum();
        this.bm25 = new Bm25(statistics.averageLength());
    }

    private static List<String> rarest(Collection<String> terms, TermStatistics statistics) {
        Map<String, Double> rarity = new HashMap<>();
        terms.forEach(term -> rarity.put(term, statistics.weight(term)));
        return rarity.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the weighed terms; bit {@code i} of a term set is the term at index {@code i}. */
    List<String> terms() {
        return terms;
    }

    private double[] weights(ToDoubleFunction<String> rarity) {
        double[] all = terms.stream().mapToDouble(rarity).toArray();
        Arrays.setAll(all, term -> all[term] * ((words >>> term & 1) == 1 ? 1 : PART));
        return all;
    }

    private long setOf(Set<String> some) {
        long set = 0;
        for (int term = 0; term < terms.size(); term++) {
            set |= some.contains(terms.get(term)) ? 1L << term : 0;
        }
        return set;
    }

    /** Returns the number of whole words in a term set. */
    int countWords(long set) {
        return Long.bitCount(set & words);
    }

    /** Returns what the term at index {@code term} adds to the score of a passage. */
    double gain(int term, int frequency, int length) {
        return weights[term] * bm25.gain(frequency, length);
    }

    /** Returns what a set of terms adds to the score of a passage of average length. */
    double weight(long set) {
        return sum(weights, set);
    }

    /** Returns the score that a passage can expect from chance: each term with the frequency at which it occurs. */
    double expected() {
        return expected;
    }

    /** Returns the share of the whole question that a term set covers, 0 to 1. */
    double share(long set) {
        return all <= 0 ? 0 : Math.min(1, sum(shares, set) / all);
    }

    private static double sum(double[] weights, long set) {
        double sum = 0;
        for (int term = 0; term < weights.length; term++) {
            sum += (set >>> term & 1) * weights[term];
        }
        return sum;
    }
}

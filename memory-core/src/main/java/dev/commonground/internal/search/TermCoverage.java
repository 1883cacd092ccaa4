package dev.commonground.internal.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The share of a question that a set of terms covers; a rare term counts more (Robertson and Zaragoza, 2009). */
final class TermCoverage {

    /** The weight of a term in the turn before, and in the turn before that one: the topic moves on. */
    private static final double ONE_BEFORE = 0.8;

    private static final double TWO_BEFORE = 0.5;

    private final List<String> terms;
    private final double[] weights;
    private final double known;
    private final double all;

    /** Weighs the terms of a question. A longer question is reduced to its rarest {@value TermSets#MAX_TERMS} terms. */
    TermCoverage(Question question, TermStatistics statistics) {
        this.terms = rarest(question.terms(), statistics);
        this.weights = terms.stream().mapToDouble(statistics::expectedWeight).toArray();
        this.known = terms.stream()
                .filter(statistics::contains)
                .mapToDouble(statistics::expectedWeight)
                .sum();
        this.all = terms.stream().mapToDouble(statistics::expectedWeight).sum();
    }

    private static List<String> rarest(Collection<String> terms, TermStatistics statistics) {
        Map<String, Double> rarity = new HashMap<>();
        terms.forEach(term -> rarity.put(term, statistics.weight(term)));
        return rarity.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TermSets.MAX_TERMS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the weighed terms; bit {@code i} of a term set is the term at index {@code i}. */
    List<String> terms() {
        return terms;
    }

    /** Returns the share of the whole question that a term set covers, 0 to 1. */
    double ofAll(long set) {
        return share(weight(set), all);
    }

    /**
     * Returns the share that a turn covers together with the two turns before it, 0 to 1. The whole is the part of the
     * question that occurs in any passage.
     */
    double ofKnown(long turn, long before, long twoBefore) {
        double weight =
                weight(turn) + ONE_BEFORE * weight(before & ~turn) + TWO_BEFORE * weight(twoBefore & ~before & ~turn);
        return share(weight, known);
    }

    private double weight(long set) {
        double weight = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            weight += weights[Long.numberOfTrailingZeros(rest)];
        }
        return weight;
    }

    private static double share(double part, double whole) {
        return whole <= 0 ? 0 : Math.min(1, part / whole);
    }
}

package dev.commonground.recall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much of a question some terms cover: each counts by how rare it is (Robertson and Zaragoza, 2009). */
final class Coverage {

    /** What a term counts that the turn before holds, and the one before that: less, as the talk moves on. */
    private static final double TURN_BEFORE = 0.8;

    private static final double TWO_BEFORE = 0.5;

    private final List<String> terms;
    private final double[] weights;
    private final double known;
    private final double all;

    /** Weighs the terms of a question; of a very long one the rarest {@value TermSets#MOST_TERMS}. */
    Coverage(Question question, Statistics statistics) {
        Map<String, Double> rarity = new HashMap<>();
        question.terms().forEach(term -> rarity.put(term, statistics.weight(term)));
        this.terms = rarity.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TermSets.MOST_TERMS)
                .map(Map.Entry::getKey)
                .toList();
        this.weights = terms.stream().mapToDouble(statistics::expectedWeight).toArray();
        this.known = terms.stream()
                .filter(statistics::knows)
                .mapToDouble(statistics::expectedWeight)
                .sum();
        this.all = terms.stream().mapToDouble(statistics::expectedWeight).sum();
    }

    /** Returns the terms, a bit of a set for each. */
    List<String> terms() {
        return terms;
    }

    /** Returns the share of the whole question that a set covers, 0 to 1. */
    double ofAll(long set) {
        return share(weight(set), all);
    }

    /** Returns the share of what anybody knows of the question that a turn covers with the two before it, 0 to 1. */
    double ofKnown(long turn, long before, long twoBefore) {
        double weight =
                weight(turn) + TURN_BEFORE * weight(before & ~turn) + TWO_BEFORE * weight(twoBefore & ~before & ~turn);
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

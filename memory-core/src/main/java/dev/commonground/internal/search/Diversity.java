package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Orders items so that the first ones together tell much: each fits, and few repeat what earlier ones said. The value of
 * an item falls with its place in the ranking, and with the square root of the share of its terms that are new.
 *
 * <p>Instead of the best item again and again, each pass takes all items above a falling threshold, which is nearly as
 * good (Badanidiyuru and Vondrák 2014). So the cost is linear in the number of items.
 *
 * <p>Not thread-safe.
 */
public final class Diversity {

    /** The item after this number of better ones has half the value of the best, if all its terms are new. */
    private static final double HALF_VALUE = 10;

    private static final double NEXT_THRESHOLD = 0.85;

    /** After the last pass, the rest is worth less than a tenth of the best and keeps its order. */
    private static final int PASSES = 16;

    private final Set<String> told = new HashSet<>();

    private record Ranked<T>(T item, double value, Set<String> terms) {}

    /** Begins with nothing told. */
    public Diversity() {}

    /** Records that the reader is told a text anyway. */
    public void tell(String text) {
        told.addAll(Tokenizer.tokenize(text));
    }

    /**
     * Returns the items in the new order, and records that they are told.
     *
     * @param ranked the items, the best first
     */
    public <T> List<T> order(List<T> ranked, Function<T, String> text) {
        List<Ranked<T>> waiting = new ArrayList<>(ranked.size());
        for (T item : ranked) {
            double value = 1 / (1 + waiting.size() / HALF_VALUE);
            waiting.add(new Ranked<>(item, value, new LinkedHashSet<>(Tokenizer.tokenize(text.apply(item)))));
        }
        List<T> ordered = new ArrayList<>(waiting.size());
        double threshold = 1;
        for (int pass = 0; pass < PASSES; pass++) {
            takeAbove(threshold, waiting, ordered);
            threshold *= NEXT_THRESHOLD;
        }
        waiting.forEach(rest -> ordered.add(rest.item()));
        return ordered;
    }

    private <T> void takeAbove(double threshold, List<Ranked<T>> waiting, List<T> ordered) {
        waiting.removeIf(next -> {
            boolean taken = next.value() * Math.sqrt(shareOfNews(next.terms())) >= threshold;
            if (taken) {
                told.addAll(next.terms());
                ordered.add(next.item());
            }
            return taken;
        });
    }

    private double shareOfNews(Set<String> terms) {
        int fresh = 0;
        for (String term : terms) {
            fresh += told.contains(term) ? 0 : 1;
        }
        return terms.isEmpty() ? 0 : (double) fresh / terms.size();
    }
}

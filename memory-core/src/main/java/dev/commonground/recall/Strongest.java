package dev.commonground.recall;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * Chooses the live statements with the best keyword scores of those that pass the filter, which is asked only about what
 * would be chosen otherwise. Among equals the first by {@link ScopeIndex#ties} are chosen.
 */
final class Strongest implements Keywords.WindowReader {

    private final int wanted;
    private final ScopeIndex index;
    private final BitSet live;
    private final IntPredicate accepts;
    private final Comparator<Scored> bestFirst;
    private final PriorityQueue<Scored> weakestFirst;
    private double floor;
    private double best;

    private record Scored(int ordinal, double score) {}

    Strongest(int wanted, ScopeIndex index, BitSet live, IntPredicate accepts) {
        this.wanted = wanted;
        this.index = index;
        this.live = live;
        this.accepts = accepts;
        this.bestFirst =
                Comparator.comparingDouble((Scored one) -> -one.score).thenComparing(Scored::ordinal, index.ties());
        this.weakestFirst = new PriorityQueue<>(bestFirst.reversed());
    }

    @Override
    public void read(int first, double[] window) {
        for (int i = 0; i < window.length; i++) {
            if (window[i] > 0 && window[i] >= floor) {
                offer(index.passages().statement(first + i), window[i]);
            }
        }
    }

    private void offer(int ordinal, double score) {
        if (live.get(ordinal)) {
            best = Math.max(best, score);
            Scored scored = new Scored(ordinal, score);
            if (admits(scored) && accepts.test(ordinal)) {
                add(scored);
            }
        }
    }

    private boolean admits(Scored scored) {
        return weakestFirst.size() < wanted
                || scored.score > floor
                || bestFirst.compare(scored, weakestFirst.element()) < 0;
    }

    private void add(Scored scored) {
        weakestFirst.add(scored);
        if (weakestFirst.size() > wanted) {
            weakestFirst.remove();
        }
        if (weakestFirst.size() == wanted) {
            floor = weakestFirst.element().score;
        }
    }

    /** Returns the chosen statements with their scores. */
    Map<Integer, Double> chosen() {
        Map<Integer, Double> chosen = new HashMap<>();
        weakestFirst.forEach(scored -> chosen.merge(scored.ordinal, scored.score, Math::max));
        return chosen;
    }

    /** Returns the best score of any live statement, passing the filter or not. */
    double best() {
        return best;
    }
}

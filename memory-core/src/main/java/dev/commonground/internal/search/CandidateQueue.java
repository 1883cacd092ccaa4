package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of several rankings that pass the filter, the best first. The candidates are sorted by their estimates
 * once. Those that are reached and pass the filter wait with their exact sums until no estimate is ahead of them.
 *
 * <p>Not thread-safe.
 */
final class CandidateQueue {

    private final List<Ranking> rankings;
    private final List<CandidateFilter> filters;

    /** The index of each ranking's first candidate among all. */
    private final int[] starts;

    /** The candidates that were not reached: the order of the estimate in the upper half, the index in the lower. */
    private final long[] estimates;

    private int reached;
    private final PriorityQueue<RankedCandidate> exact = new PriorityQueue<>();

    /**
     * Creates a queue of all candidates.
     *
     * @param filters the filter of each searched scope
     */
    CandidateQueue(List<Ranking> rankings, List<CandidateFilter> filters) {
        this.rankings = rankings;
        this.filters = filters;
        this.starts = new int[rankings.size()];
        int size = 0;
        for (int ranking = 0; ranking < starts.length; ranking++) {
            starts[ranking] = size;
            size += rankings.get(ranking).size();
        }
        this.estimates = new long[size];
        for (int ranking = 0; ranking < starts.length; ranking++) {
            add(rankings.get(ranking), starts[ranking]);
        }
        Arrays.sort(estimates);
    }

    private void add(Ranking ranking, int start) {
        for (int at = 0; at < ranking.size(); at++) {
            estimates[start + at] = (long) order(ranking.sum(at)) << Integer.SIZE | start + at;
        }
    }

    /** Orders sums, the greatest first; two sums that differ by less than a float can tell are in the same place. */
    private static int order(double sum) {
        int bits = Float.floatToIntBits((float) -sum);
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }

    /** Removes the best candidate that passes the filter; returns null if there is none. */
    @Nullable
    RankedCandidate next() {
        while (reached < estimates.length && !isAhead(exact.peek(), estimates[reached])) {
            reach((int) estimates[reached++]);
        }
        return exact.poll();
    }

    private static boolean isAhead(@Nullable RankedCandidate candidate, long estimate) {
        return candidate != null && order(candidate.sum()) < estimate >> Integer.SIZE;
    }

    private void reach(int index) {
        int last = starts.length - 1;
        while (starts[last] > index) {
            last--;
        }
        Ranking ranking = rankings.get(last);
        int at = index - starts[last];
        if (filters.get(ranking.target()).test(ranking.ordinal(at))) {
            ranking.makeExact(at);
            exact.add(new RankedCandidate(ranking, at, ranking.sum(at)));
        }
    }
}

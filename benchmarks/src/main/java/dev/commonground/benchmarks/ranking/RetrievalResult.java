package dev.commonground.benchmarks.ranking;

import java.util.List;
import java.util.Set;

/**
 * The results of a search, best first, with the correct results.
 *
 * @param found the returned results
 * @param wanted the correct results; never empty
 */
public record RetrievalResult<T>(List<T> found, Set<T> wanted) {

    public RetrievalResult {
        found = List.copyOf(found);
        wanted = Set.copyOf(wanted);
    }

    /** Returns the share of the correct results among the first {@code k}. */
    public double recall(int k) {
        return (double) found.stream().limit(k).filter(wanted::contains).count() / wanted.size();
    }

    /** Returns 1 if the first result is correct, otherwise 0. */
    double first() {
        return found.isEmpty() || !wanted.contains(found.get(0)) ? 0 : 1;
    }

    /** Returns the reciprocal of the rank of the first correct result; 0 if there is none. */
    double reciprocalRank() {
        for (int rank = 0; rank < found.size(); rank++) {
            if (wanted.contains(found.get(rank))) {
                return 1.0 / (rank + 1);
            }
        }
        return 0;
    }

    /** Returns the normalised discounted cumulative gain of the first {@code k}. */
    public double ndcg(int k) {
        double gain = 0;
        double best = 0;
        for (int rank = 0; rank < k; rank++) {
            double discounted = Math.log(2) / Math.log(rank + 2.0);
            gain += rank < found.size() && wanted.contains(found.get(rank)) ? discounted : 0;
            best += rank < wanted.size() ? discounted : 0;
        }
        return gain / best;
    }
}

package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import dev.commonground.recall.Score;
import java.util.Comparator;

/**
 * A candidate in the ranking over all scopes. It keeps only its total; the features are computed for the candidates
 * that are returned.
 *
 * @param ranking the ranking of the candidate's scope
 * @param target the index of its scope among the searched ones
 * @param at its index among the candidates of its scope
 * @param total its total score, 0 to 1
 * @param exact whether the total is exact
 */
record RankedCandidate(Ranking ranking, int target, int at, double total, boolean exact)
        implements Comparable<RankedCandidate> {

    private static final Comparator<RankedCandidate> TIES = Comparator.comparing(RankedCandidate::kind)
            .thenComparing(one -> one.ranking.statement(one.at).text())
            .thenComparing(one -> one.ranking.id(one.at));

    /** Returns the candidate with its current total. */
    static RankedCandidate of(Ranking ranking, int target, int at) {
        return new RankedCandidate(ranking, target, at, ranking.total(at), ranking.isExact(at));
    }

    private Kind kind() {
        return ranking.statement(at).kind();
    }

    /** Computes the exact cosine and returns the candidate with its exact total. */
    RankedCandidate makeExact() {
        ranking.makeExact(at);
        return of(ranking, target, at);
    }

    Score score() {
        return ranking.score(at);
    }

    SearchMatch match() {
        return new SearchMatch(target, ranking.id(at), score());
    }

    /**
     * Orders the best first. An estimate comes before an exact total of the same value. The order of two equal
     * estimates does not matter, because each returns to the queue as an exact total.
     */
    @Override
    public int compareTo(RankedCandidate other) {
        int byScore = Double.compare(other.total, total);
        if (byScore == 0 && exact && other.exact) {
            return TIES.compare(this, other);
        }
        return byScore != 0 ? byScore : Boolean.compare(exact, other.exact);
    }
}

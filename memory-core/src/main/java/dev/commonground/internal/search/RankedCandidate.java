package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.Comparator;

/**
 * A candidate in the ranking over all scopes. It keeps only its sum; the features are computed for the candidates
 * that are returned.
 *
 * @param ranking the ranking of the candidate's scope
 * @param at its index among the candidates of its scope
 * @param sum the sum that orders the candidates
 * @param exact whether the sum is exact
 */
record RankedCandidate(Ranking ranking, int at, double sum, boolean exact) implements Comparable<RankedCandidate> {

    private static final Comparator<RankedCandidate> TIES = Comparator.comparing(RankedCandidate::kind)
            .thenComparing(one -> one.ranking.statement(one.at).text())
            .thenComparing(one -> one.ranking.id(one.at));

    /** Returns the candidate with its current sum. */
    static RankedCandidate of(Ranking ranking, int at) {
        return new RankedCandidate(ranking, at, ranking.sum(at), ranking.isExact(at));
    }

    private Kind kind() {
        return ranking.statement(at).kind();
    }

    /** Takes a place on the page. */
    boolean takes(LowTrustPlaces places) {
        return places.take(ranking.authors(at), ranking.statement(at).text());
    }

    /** Computes the exact cosine and returns the candidate with its exact sum. */
    RankedCandidate makeExact() {
        ranking.makeExact(at);
        return of(ranking, at);
    }

    /** Returns the match, given how much the candidate is ahead of the next one, or behind the best if negative. */
    SearchMatch match(double ahead) {
        return new SearchMatch(ranking.target(), ranking.id(at), ranking.score(at, ahead));
    }

    /**
     * Orders the best first. An estimate comes before an exact sum of the same value. The order of two equal
     * estimates does not matter, because each returns to the queue as an exact sum.
     */
    @Override
    public int compareTo(RankedCandidate other) {
        int byScore = Double.compare(other.sum, sum);
        if (byScore == 0 && exact && other.exact) {
            return TIES.compare(this, other);
        }
        return byScore != 0 ? byScore : Boolean.compare(exact, other.exact);
    }
}

package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.Comparator;

/**
 * A candidate in the ranking over all scopes. It keeps only its exact sum; the features are computed for the candidates
 * that are returned.
 *
 * @param ranking the ranking of the candidate's scope
 * @param at its index among the candidates of its scope
 * @param sum the sum that orders the candidates
 */
record RankedCandidate(Ranking ranking, int at, double sum) implements Comparable<RankedCandidate> {

    private static final Comparator<RankedCandidate> TIES = Comparator.comparing(RankedCandidate::kind)
            .thenComparing(one -> one.ranking.statement(one.at).text())
            .thenComparing(one -> one.ranking.id(one.at));

    private Kind kind() {
        return ranking.statement(at).kind();
    }

    /** Takes a place on the page. */
    boolean takes(LowTrustPlaces places) {
        return places.take(ranking.authors(at), ranking.statement(at).text());
    }

    /** Returns the match, given how much the candidate is ahead of the next one, or behind the best if negative. */
    SearchMatch match(double ahead) {
        return new SearchMatch(ranking.target(), ranking.id(at), ranking.score(at, ahead));
    }

    /** Orders the best first. */
    @Override
    public int compareTo(RankedCandidate other) {
        int byScore = Double.compare(other.sum, sum);
        return byScore != 0 ? byScore : TIES.compare(this, other);
    }
}

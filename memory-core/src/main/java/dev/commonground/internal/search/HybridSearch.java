package dev.commonground.internal.search;

import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Searches several scopes by keywords and vectors and ranks their statements as if they were one scope. {@link
 * CandidateSearch} finds the candidates of each scope, {@link Ranking} scores them, and this class applies filter and
 * floor. Ties are broken by kind, text and id, so the order of the log does not matter.
 */
public final class HybridSearch {

    private HybridSearch() {}

    /**
     * Returns the best matches, the best first.
     *
     * @param vector the embedding of the query, of length 1; null without a model
     * @throws IllegalStateException if the vector has another dimension than those of a scope
     */
    public static List<SearchMatch> search(
            RecallRequest request, float @Nullable [] vector, List<SearchTarget> targets) {
        List<VisibleScope> scopes = targets.stream().map(SearchTarget::visible).toList();
        TermStatistics statistics = new TermStatistics();
        Question question = new QuestionParser(scopes, statistics).parse(request.query(), vector);
        List<CandidateFilter> filters = targets.stream()
                .map(target -> new CandidateFilter(request.kinds(), target))
                .toList();
        List<Candidates> candidates = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            candidates.add(new CandidateSearch(scopes.get(t), question, statistics, filters.get(t), request.limit())
                    .candidates());
        }
        return best(request, rank(question, statistics, candidates, scopes), filters);
    }

    private static PriorityQueue<RankedCandidate> rank(
            Question question, TermStatistics statistics, List<Candidates> candidates, List<VisibleScope> scopes) {
        TermCoverage coverage = new TermCoverage(question, statistics);
        double bestSimilarity = candidates.stream()
                .mapToDouble(Candidates::bestSimilarity)
                .max()
                .orElse(0);
        List<RankedCandidate> ranked =
                new ArrayList<>(candidates.stream().mapToInt(Candidates::size).sum());
        for (int t = 0; t < scopes.size(); t++) {
            Ranking ranking = new Ranking(question, coverage, bestSimilarity, scopes.get(t), candidates.get(t));
            for (int at = 0; at < ranking.size(); at++) {
                ranked.add(RankedCandidate.of(ranking, t, at));
            }
        }
        return new PriorityQueue<>(ranked);
    }

    /**
     * Applies filter and floor from the best candidate down until there are enough matches. An estimate that was too
     * low makes a candidate come too late, so the matches are sorted again.
     */
    private static List<SearchMatch> best(
            RecallRequest request, PriorityQueue<RankedCandidate> ranked, List<CandidateFilter> filters) {
        List<RankedCandidate> found = new ArrayList<>();
        while (found.size() < request.limit() && !ranked.isEmpty()) {
            RankedCandidate best = ranked.remove();
            boolean accepted = filters.get(best.target()).test(best.ranking().ordinal(best.at()));
            if (accepted && !best.exact()) {
                ranked.add(best.makeExact());
            } else if (accepted && best.score().clears(request.floor())) {
                found.add(best);
            }
        }
        return found.stream().sorted().map(RankedCandidate::match).toList();
    }
}

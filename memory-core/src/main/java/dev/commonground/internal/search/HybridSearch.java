package dev.commonground.internal.search;

import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches several scopes by keywords and vectors and ranks their statements as if they were one scope. {@link
 * CandidateSearch} finds the candidates of each {@link SearchPart}, {@link Ranking} scores them, {@link CandidateQueue} applies the filter,
 * and {@link BestMatches} the floor. What has a colleague's trust comes before what has low trust. Ties are broken by kind, text and id, so the order of the log does not matter.
 */
public final class HybridSearch {

    private HybridSearch() {}

    /** Returns the best matches as {@link #search(RecallRequest, float[], List, SearchTally)} does, without a tally. */
    public static List<SearchMatch> search(
            RecallRequest request, float @Nullable [] vector, List<SearchTarget> targets) {
        return search(request, vector, targets, new SearchTally());
    }

    /**
     * Returns the best matches, the best first.
     *
     * @param vector the embedding of the query, of length 1; null without a model
     * @param tally counts what the search looks at
     * @throws IllegalStateException if the vector has another dimension than those of a scope
     */
    public static List<SearchMatch> search(
            RecallRequest request, float @Nullable [] vector, List<SearchTarget> targets, SearchTally tally) {
        List<SearchPart> parts = SearchPart.of(targets);
        List<VisibleScope> counted = SearchPart.counted(parts);
        TermStatistics statistics = new TermStatistics();
        Question question = new QuestionParser(
                        parts.stream().map(SearchPart::scope).toList(), counted, statistics)
                .parse(request.query(), vector);
        QuestionTerms terms = new QuestionTerms(question, statistics);
        Background background = new Background(question, terms);
        List<CandidateFilter> filters = targets.stream()
                .map(target -> new CandidateFilter(request.kinds(), target))
                .toList();
        List<Candidates> candidates = new ArrayList<>();
        for (SearchPart part : parts) {
            candidates.add(
                    new CandidateSearch(part.scope(), question, statistics, filters.get(part.target()), request.limit())
                            .candidates(background, counted.contains(part.scope())));
        }
        List<Ranking> colleagues = new ArrayList<>();
        List<Ranking> lowTrust = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            SearchPart part = parts.get(p);
            (part.lowTrust() ? lowTrust : colleagues)
                    .add(new Ranking(question, terms, background, part, candidates.get(p)));
        }
        tally.ranked(candidates.stream().mapToInt(Candidates::size).sum());
        return new BestMatches(request, tally)
                .find(new CandidateQueue(colleagues, filters), new CandidateQueue(lowTrust, filters));
    }
}

package dev.commonground.recall;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the live memories of several scopes against one question, as if they were one scope. {@link ScopeSearch} finds
 * the candidates of each, {@link Ranking} says how well they fit. Ties are broken by kind and text, never by arrival.
 */
public final class HybridSearch {

    private static final Comparator<Ranked> TIES = Comparator.comparing(
                    (Ranked one) -> one.scope.statement(one.at).kind())
            .thenComparing(one -> one.scope.statement(one.at).text())
            .thenComparing(one -> one.scope.id(one.at));

    /**
     * One scope to search in.
     *
     * @param index its index
     * @param live the ordinals of the statements that count for the reader
     * @param unheard which of those who made a live statement do not count for the reader, by its ordinal and in the
     *     order in which they were added to the index; all others count
     * @param accepts which of them pass the reader's filter, by ordinal; it may be slow, for it is asked about few
     */
    public record Haystack(ScopeIndex index, BitSet live, Map<Integer, BitSet> unheard, IntPredicate accepts) {

        /** One scope to search in without a filter, where everybody is heard. */
        public Haystack(ScopeIndex index, BitSet live) {
            this(index, live, Map.of(), ordinal -> true);
        }

        /** Returns who says what counts. */
        public Set<Author> authors() {
            return visible().authors();
        }

        private VisibleScope visible() {
            return new VisibleScope(index, live, unheard);
        }
    }

    /**
     * A statement that was found.
     *
     * @param haystack the place of its scope among those searched
     * @param id the statement
     * @param score how well it fits
     */
    public record Found(int haystack, MemoryId id, Score score) {}

    /** A candidate at its place in one scope's ranking; its score is put together only if its turn comes. */
    private record Ranked(Ranking scope, int haystack, int at, double total, boolean settled)
            implements Comparable<Ranked> {

        Ranked settle() {
            scope.settle(at);
            return new Ranked(scope, haystack, at, scope.total(at), true);
        }

        /** The best first; of equals those that are not settled, whose order does not matter, as they come back settled. */
        @Override
        public int compareTo(Ranked other) {
            int byScore = Double.compare(other.total, total);
            if (byScore == 0 && settled && other.settled) {
                return TIES.compare(this, other);
            }
            return byScore != 0 ? byScore : Boolean.compare(settled, other.settled);
        }
    }

    private HybridSearch() {}

    /**
     * Returns what fits best.
     *
     * @param query the question's vector, or null if there is no model
     */
    public static List<Found> search(RecallRequest request, float @Nullable [] query, List<Haystack> haystacks) {
        Statistics statistics = new Statistics();
        List<VisibleScope> scopes = haystacks.stream().map(Haystack::visible).toList();
        Question question = question(request.query(), query, scopes, statistics);
        List<Candidates> candidates = new ArrayList<>();
        List<Answers> answers = new ArrayList<>();
        for (int h = 0; h < haystacks.size(); h++) {
            Answers accepts = new Answers(request, haystacks.get(h));
            answers.add(accepts);
            candidates.add(new ScopeSearch(scopes.get(h), question, statistics, accepts, request.limit()).candidates());
        }
        return best(request, rank(question, statistics, candidates, scopes), answers);
    }

    /** Reads the question, counts its terms, and takes those that nobody knows for what they may be meant to be. */
    private static Question question(
            String text, float @Nullable [] vector, List<VisibleScope> scopes, Statistics statistics) {
        Set<Author> authors = new HashSet<>();
        scopes.forEach(scope -> authors.addAll(scope.authors()));
        Question asked = Question.of(text, vector, authors);
        scopes.forEach(scope -> scope.count(asked.terms(), statistics));
        Set<String> terms = new LinkedHashSet<>();
        for (String term : asked.terms()) {
            terms.add(statistics.knows(term) ? term : meant(term, scopes, statistics));
        }
        return asked.asking(terms);
    }

    /** Returns the known term that is one slip away, the most frequent if there are several; otherwise the term. */
    private static String meant(String term, List<VisibleScope> scopes, Statistics statistics) {
        Map<String, Long> known = new TreeMap<>();
        for (VisibleScope scope : scopes) {
            for (String near : scope.index().keywords().near(term)) {
                long count = scope.count(near);
                if (count > 0) {
                    known.merge(near, count, Long::sum);
                }
            }
        }
        return known.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(meant -> {
                    if (!statistics.knows(meant.getKey())) {
                        statistics.add(meant.getKey(), meant.getValue());
                    }
                    return meant.getKey();
                })
                .orElse(term);
    }

    /** Asks a filter about each statement once. */
    private static final class Answers implements IntPredicate {
        private final Haystack haystack;
        private final BitSet asked;
        private final BitSet passed;
        private final @Nullable BitSet kinds;

        private Answers(RecallRequest request, Haystack haystack) {
            this.haystack = haystack;
            this.asked = new BitSet(haystack.index().size());
            this.passed = new BitSet(haystack.index().size());
            this.kinds = request.kinds().size() == Kind.values().length
                    ? null
                    : haystack.index().ofKinds(request.kinds());
        }

        @Override
        public boolean test(int ordinal) {
            if (kinds != null && !kinds.get(ordinal)) {
                return false;
            }
            if (!asked.get(ordinal)) {
                asked.set(ordinal);
                passed.set(ordinal, haystack.accepts().test(ordinal));
            }
            return passed.get(ordinal);
        }
    }

    private static PriorityQueue<Ranked> rank(
            Question question, Statistics statistics, List<Candidates> candidates, List<VisibleScope> scopes) {
        Coverage coverage = new Coverage(question, statistics);
        double bestSimilarity = candidates.stream()
                .mapToDouble(Candidates::bestSimilarity)
                .max()
                .orElse(0);
        List<Ranked> ranked =
                new ArrayList<>(candidates.stream().mapToInt(Candidates::size).sum());
        for (int h = 0; h < scopes.size(); h++) {
            Ranking ranking = new Ranking(question, coverage, bestSimilarity, scopes.get(h), candidates.get(h));
            for (int at = 0; at < ranking.size(); at++) {
                ranked.add(new Ranked(ranking, h, at, ranking.total(at), ranking.isSettled(at)));
            }
        }
        return new PriorityQueue<>(ranked);
    }

    /**
     * Asks the filter and the floor from the best candidate down, until there are enough. A cosine that was estimated too
     * low comes up late, so what was found is put in order once more.
     */
    private static List<Found> best(RecallRequest request, PriorityQueue<Ranked> ranked, List<Answers> answers) {
        List<Ranked> found = new ArrayList<>();
        while (found.size() < request.limit() && !ranked.isEmpty()) {
            Ranked best = ranked.remove();
            if (answers.get(best.haystack).test(best.scope.ordinal(best.at))) {
                if (!best.settled) {
                    ranked.add(best.settle());
                } else if (best.scope.score(best.at).clears(request.floor())) {
                    found.add(best);
                }
            }
        }
        return found.stream()
                .sorted()
                .map(one -> new Found(one.haystack, one.scope.id(one.at), one.scope.score(one.at)))
                .toList();
    }
}

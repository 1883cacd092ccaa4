package dev.commonground.recall;

import dev.commonground.memory.Author;
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
                    (Ranked one) -> one.candidate.statement().kind())
            .thenComparing(one -> one.candidate.statement().text())
            .thenComparing(one -> one.candidate.id());

    /**
     * One scope to search in.
     *
     * @param index its index
     * @param live the ordinals of the statements that count for the reader
     * @param accepts which of them pass the reader's filter, by ordinal; it may be slow, for it is asked about few
     */
    public record Haystack(ScopeIndex index, BitSet live, IntPredicate accepts) {

        /** One scope to search in without a filter. */
        public Haystack(ScopeIndex index, BitSet live) {
            this(index, live, ordinal -> true);
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

    private record Ranked(Candidate candidate, Score score) implements Comparable<Ranked> {

        /** The best first; most differ in score, so what breaks ties is looked at last. */
        @Override
        public int compareTo(Ranked other) {
            int byScore = Double.compare(other.score.total(), score.total());
            return byScore != 0 ? byScore : TIES.compare(this, other);
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
        Question question = question(request.query(), query, haystacks, statistics);
        List<Shortlist> shortlists = new ArrayList<>();
        List<Answers> answers = new ArrayList<>();
        for (int h = 0; h < haystacks.size(); h++) {
            Haystack haystack = haystacks.get(h);
            answers.add(new Answers(request, haystack));
            shortlists.add(new ScopeSearch(h, haystack.index(), question, statistics, answers.get(h), request.limit())
                    .among(haystack.live()));
        }
        return best(request, rank(request, question, statistics, shortlists, haystacks), answers);
    }

    /** Reads the question, counts its terms, and takes those that nobody knows for what they may be meant to be. */
    private static Question question(
            String text, float @Nullable [] vector, List<Haystack> haystacks, Statistics statistics) {
        Set<Author> authors = new HashSet<>();
        haystacks.forEach(haystack -> authors.addAll(haystack.index().authors()));
        Question asked = Question.of(text, vector, authors);
        haystacks.forEach(haystack -> haystack.index().count(asked.terms(), haystack.live(), statistics));
        Set<String> terms = new LinkedHashSet<>();
        for (String term : asked.terms()) {
            terms.add(statistics.knows(term) ? term : meant(term, haystacks, statistics));
        }
        return asked.asking(terms);
    }

    /** Returns the known term that is one slip away, the most frequent if there are several; otherwise the term. */
    private static String meant(String term, List<Haystack> haystacks, Statistics statistics) {
        Map<String, Long> known = new TreeMap<>();
        for (String near : Spelling.near(term)) {
            long count = haystacks.stream()
                    .mapToLong(haystack -> haystack.index().count(near, haystack.live()))
                    .sum();
            if (count > 0) {
                known.put(near, count);
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
        private final RecallRequest request;
        private final Haystack haystack;
        private final BitSet asked = new BitSet();
        private final BitSet passed = new BitSet();

        private Answers(RecallRequest request, Haystack haystack) {
            this.request = request;
            this.haystack = haystack;
        }

        @Override
        public boolean test(int ordinal) {
            if (!asked.get(ordinal)) {
                asked.set(ordinal);
                passed.set(
                        ordinal,
                        request.kinds()
                                        .contains(haystack.index()
                                                .statement(ordinal)
                                                .kind())
                                && haystack.accepts().test(ordinal));
            }
            return passed.get(ordinal);
        }
    }

    private static PriorityQueue<Ranked> rank(
            RecallRequest request,
            Question question,
            Statistics statistics,
            List<Shortlist> shortlists,
            List<Haystack> haystacks) {
        Coverage coverage = new Coverage(question, statistics);
        double bestSimilarity =
                shortlists.stream().mapToDouble(Shortlist::bestSimilarity).max().orElse(0);
        PriorityQueue<Ranked> ranked = new PriorityQueue<>();
        for (int h = 0; h < haystacks.size(); h++) {
            List<Candidate> candidates = shortlists.get(h).candidates();
            Haystack haystack = haystacks.get(h);
            Ranking ranking =
                    new Ranking(question, coverage, bestSimilarity, haystack.index(), haystack.live(), candidates);
            for (Candidate candidate : candidates) {
                if (request.kinds().contains(candidate.statement().kind())) {
                    Score score = ranking.score(candidate);
                    if (score.clears(request.floor())) {
                        ranked.add(new Ranked(candidate, score));
                    }
                }
            }
        }
        return ranked;
    }

    /** Asks the filter from the best candidate down, until there are enough. */
    private static List<Found> best(RecallRequest request, PriorityQueue<Ranked> ranked, List<Answers> answers) {
        List<Found> found = new ArrayList<>();
        while (found.size() < request.limit() && !ranked.isEmpty()) {
            Ranked best = ranked.remove();
            Candidate candidate = best.candidate;
            if (answers.get(candidate.haystack()).test(candidate.ordinal())) {
                found.add(new Found(candidate.haystack(), candidate.id(), best.score));
            }
        }
        return found;
    }
}

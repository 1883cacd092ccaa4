package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The inverted index of the passages, scored by BM25. A query scores the passages in windows of fixed size, so it needs
 * little memory in a scope of any size.
 */
final class KeywordIndex {

    private static final int WINDOW = 512;

    private final Postings postings = new Postings();
    private final IntList lengths = new IntList();
    private long totalLength;

    /** Receives the scores of one window of passages; the array is valid only during the call. */
    interface WindowReader {

        /**
         * Reads the scores of a window in which at least one passage contains a term.
         *
         * @param first the first passage of the window
         * @param scores the score of each passage of the window; 0 for a passage without any of the terms
         */
        void read(int first, double[] scores);
    }

    /** Adds the next passage. Parts of words do not make it longer. */
    void add(SearchTerms terms) {
        int passage = lengths.size();
        for (String word : terms.words()) {
            postings.count(word, passage);
        }
        for (String part : terms.parts()) {
            postings.countOnce(part, passage);
        }
        lengths.add(terms.words().size());
        totalLength += terms.words().size();
    }

    /** Returns the indexed terms that differ from {@code word} by one typing error. */
    List<String> similarTerms(String word) {
        return postings.similarTerms(word);
    }

    /** Returns the number of terms in a passage, repetitions included. */
    int length(int passage) {
        return lengths.get(passage);
    }

    /** Returns the number of terms in all passages, repetitions included. */
    long totalLength() {
        return totalLength;
    }

    /** Returns the passages that contain {@code term}, or null if no passage does. */
    @Nullable
    PostingList postings(String term) {
        return postings.of(term);
    }

    /** Returns an estimate of the heap size in bytes. */
    long weight() {
        return postings.weight();
    }

    /** Returns the number of passages that contain {@code term}. */
    int count(String term) {
        PostingList list = postings.of(term);
        return list == null ? 0 : list.size();
    }

    /** Returns the number of passages that contain {@code term} and match {@code wanted}. */
    int count(String term, IntPredicate wanted) {
        PostingList list = postings.of(term);
        int count = 0;
        for (int i = 0; list != null && i < list.size(); i++) {
            if (wanted.test(list.passage(i))) {
                count++;
            }
        }
        return count;
    }

    /** Returns the numbers of the {@link PassageParts} that can be scored at once. */
    IntStream parts() {
        return PassageParts.of(lengths.size());
    }

    /** Scores the passages of a part that contain one of {@code terms}; skips windows without such a passage. */
    void score(int part, Collection<String> terms, TermStatistics statistics, WindowReader reader) {
        int from = PassageParts.first(part);
        int end = PassageParts.end(part, lengths.size());
        List<PostingScorer> scorers = scorers(from, terms, statistics);
        double[] scores = new double[Math.min(WINDOW, lengths.size())];
        for (int first = from; first < end; first += WINDOW) {
            boolean any = false;
            for (PostingScorer scorer : scorers) {
                any |= scorer.addTo(scores, first);
            }
            if (any) {
                reader.read(first, scores);
                Arrays.fill(scores, 0);
            }
        }
    }

    private List<PostingScorer> scorers(int from, Collection<String> terms, TermStatistics statistics) {
        Bm25 bm25 = new Bm25(statistics.averageLength());
        List<PostingScorer> scorers = new ArrayList<>();
        for (String term : terms) {
            PostingList list = postings.of(term);
            if (list != null) {
                scorers.add(new PostingScorer(list, list.seek(from, 0), statistics.weight(term), bm25));
            }
        }
        return scorers;
    }

    /** Scores the postings of one term, from front to back. */
    private final class PostingScorer {
        private final PostingList list;
        private final double weight;
        private final Bm25 bm25;
        private int next;

        PostingScorer(PostingList list, int next, double weight, Bm25 bm25) {
            this.list = list;
            this.next = next;
            this.weight = weight;
            this.bm25 = bm25;
        }

        /** Adds the term's share to the scores of a window; returns whether any passage of it contains the term. */
        boolean addTo(double[] scores, int first) {
            int before = next;
            for (; next < list.size() && list.passage(next) - first < WINDOW; next++) {
                int passage = list.passage(next);
                scores[passage - first] += weight * bm25.gain(list.frequency(next), lengths.get(passage));
            }
            return next > before;
        }
    }
}

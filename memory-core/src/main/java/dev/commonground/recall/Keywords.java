package dev.commonground.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The terms of the passages, scored by BM25. Passages are scored a window of them at a time, so a question needs little
 * room, however large the scope is.
 */
final class Keywords {

    private static final int WINDOW = 512;

    /** A term with an empty list of passages; one passage in such a list, spare room included. */
    private static final int TERM_BYTES = 150;

    private static final int POSTING_BYTES = 8;

    private final Map<String, Postings> postings = new HashMap<>();
    private final Spelling spelling = new Spelling();
    private final Ints lengths = new Ints();
    private long totalLength;

    /** Takes the scores of a window of passages, at least one of which holds a term; the array is used again. */
    interface WindowReader {
        void read(int first, double[] scores);
    }

    /** Adds the next passage. */
    void add(List<String> terms) {
        int passage = lengths.size();
        Map<String, Integer> frequencies = new HashMap<>();
        terms.forEach(term -> frequencies.merge(term, 1, Integer::sum));
        frequencies.forEach(
                (term, frequency) -> postings.computeIfAbsent(term, this::begin).add(passage, frequency));
        lengths.add(terms.size());
        totalLength += terms.size();
    }

    private Postings begin(String term) {
        spelling.add(term);
        return new Postings();
    }

    /** Returns the terms that one slip may have turned into {@code word}. */
    List<String> near(String word) {
        return spelling.near(word);
    }

    /** Returns how many terms a passage has, repetitions counted. */
    int length(int passage) {
        return lengths.get(passage);
    }

    /** Returns how many terms all passages have. */
    long totalLength() {
        return totalLength;
    }

    /** Returns the passages that hold {@code term}, or null if none ever did. */
    @Nullable
    Postings postings(String term) {
        return postings.get(term);
    }

    /** Returns about how many bytes it takes on the heap. */
    long weight() {
        return postings.size() * (long) TERM_BYTES + totalLength * POSTING_BYTES;
    }

    /** Returns how many passages hold {@code term}. */
    int count(String term) {
        Postings found = postings.get(term);
        return found == null ? 0 : found.size();
    }

    /** Returns how many of the passages that are {@code wanted} hold {@code term}. */
    int count(String term, IntPredicate wanted) {
        Postings found = postings.get(term);
        int count = 0;
        for (int i = 0; found != null && i < found.size(); i++) {
            if (wanted.test(found.passage(i))) {
                count++;
            }
        }
        return count;
    }

    /** Scores all passages that hold one of {@code terms}; windows without any are left out. */
    void score(Collection<String> terms, Statistics statistics, WindowReader reader) {
        Bm25 bm25 = new Bm25(statistics.averageLength());
        List<Reading> readings = new ArrayList<>();
        for (String term : terms) {
            Postings found = postings.get(term);
            if (found != null) {
                readings.add(new Reading(found, statistics.weight(term), bm25));
            }
        }
        double[] scores = new double[Math.min(WINDOW, lengths.size())];
        for (int first = 0; first < lengths.size(); first += WINDOW) {
            boolean any = false;
            for (Reading reading : readings) {
                any |= reading.addTo(scores, first);
            }
            if (any) {
                reader.read(first, scores);
                Arrays.fill(scores, 0);
            }
        }
    }

    /** One term's postings, read from front to back. */
    private final class Reading {
        private final Postings found;
        private final double weight;
        private final Bm25 bm25;
        private int next;

        Reading(Postings found, double weight, Bm25 bm25) {
            this.found = found;
            this.weight = weight;
            this.bm25 = bm25;
        }

        /** Adds the term's share to the scores of a window, and returns whether any passage there holds it. */
        boolean addTo(double[] scores, int first) {
            int before = next;
            for (; next < found.size() && found.passage(next) - first < WINDOW; next++) {
                int passage = found.passage(next);
                scores[passage - first] += weight * bm25.gain(found.frequency(next), lengths.get(passage));
            }
            return next > before;
        }
    }
}

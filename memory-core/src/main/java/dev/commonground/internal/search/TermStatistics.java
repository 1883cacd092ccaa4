package dev.commonground.internal.search;

import java.util.HashMap;
import java.util.Map;

/** Counts of passages and terms over the visible passages of the searched scopes; the basis of BM25 term weights. */
final class TermStatistics {

    /** A small scope says little about the rarity of a word, so it counts as if eight more passages lacked the word. */
    private static final long PRIOR = 8;

    private long passages;
    private long totalLength;
    private final Map<String, Long> frequencies = new HashMap<>();

    /**
     * Adds passages, or removes them if the counts are negative.
     *
     * @param count how many passages to add
     * @param length the number of terms in all of them
     */
    void addPassages(long count, long length) {
        passages += count;
        totalLength += length;
    }

    /** Adds {@code count} passages that contain {@code term}. */
    void addTerm(String term, long count) {
        frequencies.merge(term, count, Long::sum);
    }

    /** Returns whether any passage contains {@code term}. */
    boolean contains(String term) {
        return frequencies.getOrDefault(term, 0L) > 0;
    }

    /** Returns the inverse document frequency of a term. */
    double weight(String term) {
        long n = frequencies.getOrDefault(term, 0L);
        return Math.log1p((PRIOR + passages - n + 0.5) / (n + 0.5));
    }

    /** Returns the share of the passages that contain a term. */
    double frequency(String term) {
        return passages == 0 ? 0 : frequencies.getOrDefault(term, 0L) / (double) passages;
    }

    /**
     * Returns the weight of a term in the whole that a match is measured against. An unknown word gets the weight of a
     * word that occurs in one passage. Otherwise one stray word would outweigh all others in a small scope.
     */
    double expectedWeight(String term) {
        long n = Math.max(1, frequencies.getOrDefault(term, 0L));
        return Math.log1p((PRIOR + Math.max(passages, n) - n + 0.5) / (n + 0.5));
    }

    /** Returns the average number of terms in a passage, at least 1. */
    double averageLength() {
        return passages == 0 ? 1 : Math.max(1, (double) totalLength / passages);
    }
}

package dev.commonground.recall;

import java.util.HashMap;
import java.util.Map;

/** Counts over the live passages of one or several scopes, from which BM25 takes the weight of a term. */
final class Statistics {

    private long passages;
    private long length;
    private final Map<String, Long> frequency = new HashMap<>();

    /** Adds passages with so many terms in all. */
    void add(long morePassages, long moreLength) {
        passages += morePassages;
        length += moreLength;
    }

    /** Adds passages that hold {@code term}. */
    void add(String term, long morePassages) {
        frequency.merge(term, morePassages, Long::sum);
    }

    /** Returns whether a passage holds {@code term}. */
    boolean knows(String term) {
        return frequency.getOrDefault(term, 0L) > 0;
    }

    double weight(String term) {
        long n = frequency.getOrDefault(term, 0L);
        return Math.log1p((passages - n + 0.5) / (n + 0.5));
    }

    /**
     * Returns what a term adds to the whole that a match is measured against. A word that nobody knows counts like one
     * that a single passage has, or a stray word would outweigh all others in a small scope.
     */
    double expectedWeight(String term) {
        long n = Math.max(1, frequency.getOrDefault(term, 0L));
        return Math.log1p((Math.max(passages, n) - n + 0.5) / (n + 0.5));
    }

    double averageLength() {
        return passages == 0 ? 1 : Math.max(1, (double) length / passages);
    }
}

package dev.commonground.internal.search;

import java.util.Arrays;

/**
 * The terms of a text as hash codes, for texts that say nearly the same. It keeps no word of the text.
 *
 * <p>Immutable and thread-safe.
 */
public final class TermSet {

    /** Two texts repeat each other if one contains at least this share of the terms of the other. */
    private static final double REPEATED = 0.75;

    /** A text with fewer terms is repeated only by one with the same terms. */
    private static final int FEW_TERMS = 4;

    private final int[] hashes;

    private TermSet(int[] hashes) {
        this.hashes = hashes;
    }

    /** Returns the terms of {@code text}, each once. */
    public static TermSet of(String text) {
        return new TermSet(Tokenizer.tokenize(text).stream()
                .mapToInt(String::hashCode)
                .sorted()
                .distinct()
                .toArray());
    }

    /** Returns whether one of the texts contains at least three quarters of the terms of the other. */
    public boolean repeats(TermSet other) {
        int fewer = Math.min(hashes.length, other.hashes.length);
        if (fewer < FEW_TERMS) {
            return fewer > 0 && Arrays.equals(hashes, other.hashes);
        }
        return common(other) >= REPEATED * fewer;
    }

    private int common(TermSet other) {
        return (int) Arrays.stream(hashes)
                .filter(hash -> Arrays.binarySearch(other.hashes, hash) >= 0)
                .count();
    }
}

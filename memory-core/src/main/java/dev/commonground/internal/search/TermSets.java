package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.List;

/** The terms of a question that some statements contain in any visible passage: for each statement a set of bits. */
final class TermSets {

    /** The set of a statement is one long. */
    static final int MAX_TERMS = Long.SIZE;

    /** From this many postings for each wanted passage on, a binary search is faster than a scan. */
    private static final int SPARSE = 16;

    private final int[] ordinals;
    private final long[] sets;

    /**
     * Reads the postings of the terms.
     *
     * @param terms at most {@value #MAX_TERMS} terms
     * @param ordinals the statements, ascending
     */
    TermSets(VisibleScope scope, List<String> terms, int[] ordinals) {
        this.ordinals = ordinals;
        this.sets = new long[ordinals.length];
        long[] passages = scope.index().passages().of(ordinals, scope.hiddenPassages());
        for (int t = 0; t < terms.size(); t++) {
            PostingList postings = scope.index().keywords().postings(terms.get(t));
            if (postings != null) {
                mark(postings, passages, 1L << t);
            }
        }
    }

    private void mark(PostingList postings, long[] passages, long bit) {
        boolean sparse = postings.size() > SPARSE * passages.length;
        int at = 0;
        for (long one : passages) {
            int passage = (int) (one >>> Integer.SIZE);
            at = sparse ? postings.seek(passage, at) : postings.advance(passage, at);
            if (at < postings.size() && postings.passage(at) == passage) {
                sets[(int) one] |= bit;
            }
        }
    }

    /** Returns the terms of the statement at index {@code at} of the given statements. */
    long at(int at) {
        return sets[at];
    }

    /** Returns the terms of a statement; the empty set if it is not one of the given statements. */
    long of(int ordinal) {
        int at = Arrays.binarySearch(ordinals, ordinal);
        return at < 0 ? 0 : sets[at];
    }
}

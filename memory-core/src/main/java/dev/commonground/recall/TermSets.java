package dev.commonground.recall;

import java.util.Arrays;
import java.util.List;

/** Which of a question's terms some statements hold, in any voice that is heard: a bit for each term. */
final class TermSets {

    /** A statement's set is one long. */
    static final int MOST_TERMS = Long.SIZE;

    /** Past this many postings for each passage wanted, looking the passages up beats reading the postings. */
    private static final int SPARSE = 16;

    private final int[] statements;
    private final long[] sets;

    /**
     * Reads the postings of the terms.
     *
     * @param terms at most {@value #MOST_TERMS}
     * @param statements ordinals, ascending
     */
    TermSets(VisibleScope scope, List<String> terms, int[] statements) {
        this.statements = statements;
        this.sets = new long[statements.length];
        long[] passages = scope.index().passages().of(statements, scope.mute());
        for (int t = 0; t < terms.size(); t++) {
            Postings postings = scope.index().keywords().postings(terms.get(t));
            if (postings != null) {
                mark(postings, passages, 1L << t);
            }
        }
    }

    private void mark(Postings postings, long[] passages, long bit) {
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

    /** Returns the terms of the statement at a place among those asked about. */
    long at(int place) {
        return sets[place];
    }

    /** Returns the terms of a statement; none if it is not one of those asked about. */
    long of(int statement) {
        int at = Arrays.binarySearch(statements, statement);
        return at < 0 ? 0 : sets[at];
    }
}

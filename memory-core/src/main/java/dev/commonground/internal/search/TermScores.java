package dev.commonground.internal.search;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The words that some statements share with a question: for each statement the set of terms in its visible passages, and
 * their score by BM25.
 */
final class TermScores {

    private final VisibleScope scope;
    private final QuestionTerms terms;
    private final long[] passages;
    private final long[] sets;
    private final double[] scores;

    /** The gain of the current term, by statement: another passage of the same statement counts only if it is better. */
    private final double[] gains;

    /**
     * Reads the postings of the terms.
     *
     * @param ordinals the statements, ascending
     */
    TermScores(VisibleScope scope, QuestionTerms terms, int[] ordinals) {
        this.scope = scope;
        this.terms = terms;
        this.passages = scope.index().passages().of(ordinals, scope.hiddenPassages());
        this.sets = new long[ordinals.length];
        this.scores = new double[ordinals.length];
        this.gains = new double[ordinals.length];
        for (int term = 0; term < terms.terms().size(); term++) {
            PostingList postings =
                    scope.index().keywords().postings(terms.terms().get(term));
            if (postings != null) {
                read(postings, term);
            }
        }
        scope.aliased().forEach(ordinal -> readAliases(ordinal, Arrays.binarySearch(ordinals, ordinal)));
    }

    /** Aliases from annotations are in no passage. */
    private void readAliases(int ordinal, int statement) {
        for (Set<String> name : statement < 0 ? List.<Set<String>>of() : scope.aliases(ordinal)) {
            for (int term = 0; term < terms.terms().size(); term++) {
                boolean isNew = (sets[statement] >>> term & 1) == 0;
                if (isNew && name.contains(terms.terms().get(term))) {
                    add(statement, term, terms.gain(term, 1, name.size()));
                }
            }
        }
    }

    private void read(PostingList postings, int term) {
        int at = 0;
        int posting = postings.passage(at);
        for (long one : passages) {
            int passage = (int) (one >>> Integer.SIZE);
            if (passage > posting) {
                at = postings.seek(passage, at);
                if (at == postings.size()) {
                    return;
                }
                posting = postings.passage(at);
            }
            if (passage == posting) {
                int length = scope.index().keywords().length(passage);
                add((int) one, term, terms.gain(term, postings.frequency(at), length));
            }
        }
    }

    private void add(int statement, int term, double gain) {
        long bit = 1L << term;
        double before = (sets[statement] & bit) == 0 ? 0 : gains[statement];
        sets[statement] |= bit;
        gains[statement] = Math.max(before, gain);
        scores[statement] += Math.max(0, gain - before);
    }

    /** Returns the terms in the statement at index {@code at} of the given statements. */
    long set(int at) {
        return sets[at];
    }

    /** Returns the score of the statement at index {@code at}, 0 or more. */
    double score(int at) {
        return scores[at];
    }
}

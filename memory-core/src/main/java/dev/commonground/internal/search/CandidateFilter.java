package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The kinds and the filter of a request as a predicate over the ordinals of one scope. It rarely asks the reader's filter
 * twice about a statement, and takes the same memory in a large scope.
 *
 * <p>Not thread-safe.
 */
final class CandidateFilter implements IntPredicate {

    /** A power of two. A search asks twice about a few hundred statements. */
    private static final int KNOWN = 512;

    private final IntPredicate accepts;
    private final IntPredicate isOfKind;

    /** For the last statement with each rest modulo {@link #KNOWN}: twice its ordinal, plus 1 if it is accepted; -1 for none. */
    private final int[] known = new int[KNOWN];

    CandidateFilter(Set<Kind> kinds, SearchTarget target) {
        this.accepts = target.accepts();
        Arrays.fill(known, -1);
        this.isOfKind = kinds.size() == Kind.values().length
                ? ordinal -> true
                : target.index().statements().areOf(kinds);
    }

    @Override
    public boolean test(int ordinal) {
        if (!isOfKind.test(ordinal)) {
            return false;
        }
        int at = ordinal & (KNOWN - 1);
        if (known[at] >> 1 != ordinal) {
            known[at] = ordinal << 1 | (accepts.test(ordinal) ? 1 : 0);
        }
        return (known[at] & 1) == 1;
    }
}

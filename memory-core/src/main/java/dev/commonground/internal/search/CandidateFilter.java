package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The kinds and the filter of a request as a predicate over the ordinals of one scope. It asks the reader's filter
 * about each statement at most once.
 *
 * <p>Not thread-safe.
 */
final class CandidateFilter implements IntPredicate {

    private final IntPredicate accepts;
    private final BitSet tested;
    private final BitSet accepted;

    private final IntPredicate isOfKind;

    CandidateFilter(Set<Kind> kinds, SearchTarget target) {
        this.accepts = target.accepts();
        this.tested = new BitSet(target.index().size());
        this.accepted = new BitSet(target.index().size());
        this.isOfKind = kinds.size() == Kind.values().length
                ? ordinal -> true
                : target.index().statements().areOf(kinds);
    }

    @Override
    public boolean test(int ordinal) {
        if (!isOfKind.test(ordinal)) {
            return false;
        }
        if (!tested.get(ordinal)) {
            tested.set(ordinal);
            accepted.set(ordinal, accepts.test(ordinal));
        }
        return accepted.get(ordinal);
    }
}

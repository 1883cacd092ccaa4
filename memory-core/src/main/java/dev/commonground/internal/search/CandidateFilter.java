package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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

    /** The statements of the wanted kinds; null if all kinds are wanted. */
    private final @Nullable BitSet ofKinds;

    CandidateFilter(Set<Kind> kinds, SearchTarget target) {
        this.accepts = target.accepts();
        this.tested = new BitSet(target.index().size());
        this.accepted = new BitSet(target.index().size());
        this.ofKinds = kinds.size() == Kind.values().length
                ? null
                : target.index().statements().ofKinds(kinds);
    }

    @Override
    public boolean test(int ordinal) {
        if (ofKinds != null && !ofKinds.get(ordinal)) {
            return false;
        }
        if (!tested.get(ordinal)) {
            tested.set(ordinal);
            accepted.set(ordinal, accepts.test(ordinal));
        }
        return accepted.get(ordinal);
    }
}

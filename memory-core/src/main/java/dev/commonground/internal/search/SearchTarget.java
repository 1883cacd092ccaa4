package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * One scope to search, as one reader sees it.
 *
 * @param index the index of the scope
 * @param live the ordinals of the statements that are live for the reader
 * @param hidden by ordinal, the assertions of a live statement that are hidden from the reader, numbered in the order
 *     in which they were added to the index; a statement without an entry is visible with all its assertions
 * @param accepts returns whether a statement passes the reader's filter, by ordinal; it may be slow, because a search
 *     asks about few statements
 */
public record SearchTarget(ScopeIndex index, BitSet live, Map<Integer, BitSet> hidden, IntPredicate accepts) {

    /** Creates a target without hidden assertions and without a filter. */
    public SearchTarget(ScopeIndex index, BitSet live) {
        this(index, live, Map.of(), ordinal -> true);
    }

    /** Returns the authors of all visible assertions. */
    public Set<Author> authors() {
        return visible().authors();
    }

    VisibleScope visible() {
        return new VisibleScope(index, live, hidden);
    }
}

package dev.commonground.internal.search;

import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
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
 * @param aliases by ordinal, the aliases of a live statement that annotations added, separated by commas
 * @param zone the time zone of the dates that a question names
 * @param accepts returns whether a statement passes the reader's filter, by ordinal; it may be slow, because a search
 *     asks about few statements
 */
public record SearchTarget(
        ScopeIndex index,
        BitSet live,
        Map<Integer, BitSet> hidden,
        Map<Integer, String> aliases,
        ZoneId zone,
        IntPredicate accepts) {

    /** Creates a target without hidden assertions and without a filter. */
    public SearchTarget(ScopeIndex index, BitSet live) {
        this(index, live, Map.of(), Map.of(), ZoneOffset.UTC, ordinal -> true);
    }

    /** Returns this target with other live statements. */
    SearchTarget with(BitSet some) {
        return new SearchTarget(index, some, hidden, aliases, zone, accepts);
    }

    /** Returns the ids of the live statements of low trust. */
    public List<MemoryId> lowTrust() {
        return visible().assertions().lowTrust().stream().mapToObj(index::id).toList();
    }

    /** Returns the authors of all visible assertions. */
    public Set<Author> authors() {
        return visible().authors();
    }

    VisibleScope visible() {
        return new VisibleScope(this);
    }
}

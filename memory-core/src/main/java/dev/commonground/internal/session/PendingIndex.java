package dev.commonground.internal.session;

import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.internal.search.SearchTarget;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import dev.commonground.store.StatementVector;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The search index over pending statements. It is built when the session searches, since most writes are committed
 * before that.
 *
 * <p>Not thread-safe; the session guards it.
 */
final class PendingIndex {

    private final ScopeIndex index = new ScopeIndex();
    private final List<MemoryId> ids = new ArrayList<>();
    private final List<Unindexed> unindexed = new ArrayList<>();

    private record Unindexed(
            Entry.Assert asserted, @Nullable StatementVector vector) {}

    void add(Entry.Assert asserted, @Nullable StatementVector vector) {
        unindexed.add(new Unindexed(asserted, vector));
    }

    /**
     * Returns the pending statements as a target of a search.
     *
     * @param aliases returns the aliases of statements that annotations added, by the ordinals that it is given
     */
    SearchTarget searchTarget(
            PendingWrites writes,
            Function<ToIntFunction<MemoryId>, Map<Integer, String>> aliases,
            ZoneId zone,
            IntPredicate accepts) {
        unindexed.forEach(this::addToIndex);
        unindexed.clear();
        BitSet live = new BitSet();
        Map<Integer, BitSet> hidden = new HashMap<>();
        for (int ordinal = 0; ordinal < index.size(); ordinal++) {
            List<LiveAssertion> all = writes.allAssertions(ids.get(ordinal));
            BitSet retracted = retracted(writes, all);
            if (!retracted.isEmpty()) {
                hidden.put(ordinal, retracted);
            }
            live.set(ordinal, retracted.cardinality() < all.size());
        }
        return new SearchTarget(index, live, hidden, aliases.apply(ids::indexOf), zone, accepts);
    }

    private static BitSet retracted(PendingWrites writes, List<LiveAssertion> assertions) {
        BitSet retracted = new BitSet();
        for (int nth = 0; nth < assertions.size(); nth++) {
            retracted.set(nth, writes.retracts(assertions.get(nth).position()));
        }
        return retracted;
    }

    /** Returns the id of an indexed statement. */
    MemoryId id(int ordinal) {
        return ids.get(ordinal);
    }

    private void addToIndex(Unindexed one) {
        MemoryId id = one.asserted.id();
        int known = ids.indexOf(id);
        if (known < 0) {
            ids.add(id);
        }
        index.add(
                known < 0 ? ids.size() - 1 : known,
                id,
                one.asserted.statement(),
                one.asserted.assertion(),
                one.vector == null ? null : one.vector.bytes());
    }
}

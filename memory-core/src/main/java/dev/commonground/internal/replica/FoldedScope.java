package dev.commonground.internal.replica;

import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StoredVectors;
import dev.commonground.store.StoredVectors.Passage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The folded log of one scope and the search index over it.
 *
 * @param stored the store's own search over the vectors, or null if the vectors are on the heap
 * @param entries the estimated bytes of heap that the entries occupy
 */
record FoldedScope(ScopeLog log, ScopeIndex index, @Nullable StoredVectors stored, AtomicLong entries) {

    static FoldedScope empty(@Nullable StoredVectors stored) {
        ScopeLog log = new ScopeLog();
        ScopeIndex index = stored == null ? new ScopeIndex() : new ScopeIndex(stored, log::ordinal);
        return new FoldedScope(log, index, stored, new AtomicLong());
    }

    void append(MemoryStore.Tail tail, Map<Passage, byte[]> vectors) {
        for (Entry entry : tail.entries()) {
            append(entry);
            index(entry, vectors);
        }
    }

    /**
     * Fills this empty scope with a whole log. Vectors of what has ended stay in the store, because few readers ever see it.
     */
    void load(List<Entry> all, VectorCompletion completion) {
        all.forEach(this::append);
        BitSet live = log.unended();
        Map<Passage, byte[]> vectors = completion.vectors(this, live);
        all.forEach(entry -> index(entry, vectors));
        if (completion.isNeeded()) {
            log.statements().stream()
                    .mapToInt(LoggedStatement::ordinal)
                    .filter(ordinal -> !live.get(ordinal))
                    .forEach(index::leaveDormant);
        }
    }

    /** Adds the vectors of some dormant statements. */
    void awaken(BitSet some, Map<Passage, byte[]> vectors) {
        vectors.forEach((passage, vector) -> index.awaken(log.ordinal(passage.id()), passage.speaker(), vector));
        index.awake(some);
    }

    private void append(Entry entry) {
        log.append(entry);
        entries.addAndGet(EntryWeight.of(entry.action()));
    }

    private void index(Entry entry, Map<Passage, byte[]> vectors) {
        if (entry.action() instanceof Entry.Assert asserted) {
            LoggedStatement statement = log.find(asserted.id());
            if (statement != null) {
                index.add(
                        statement.ordinal(),
                        statement.id(),
                        statement.statement(),
                        asserted.assertion(),
                        vectors.get(VectorCompletion.passage(asserted)));
            }
        }
    }

    /** Returns the estimated bytes of heap that the log and the index occupy. */
    long weight() {
        return entries.get() + index.weight();
    }

    boolean holds(Passage passage) {
        LoggedStatement statement = log.find(passage.id());
        return statement != null && index.holds(statement.ordinal(), passage.speaker());
    }
}

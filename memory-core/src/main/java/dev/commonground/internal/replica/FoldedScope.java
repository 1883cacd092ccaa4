package dev.commonground.internal.replica;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
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

    /** Appends entries with their vectors. */
    void append(List<Entry> entries, Map<Passage, byte[]> vectors) {
        entries.forEach(entry -> append(entry, vectors));
    }

    /** Appends entries, and leaves their vectors in the store until a search {@linkplain #awaken needs} them. */
    void appendDormant(List<Entry> entries) {
        for (Entry entry : entries) {
            LoggedAssertion assertion = append(entry, Map.of());
            if (assertion != null) {
                index.leaveDormant(assertion.statement().ordinal());
            }
        }
    }

    /** Adds the vectors of some dormant statements. */
    void awaken(BitSet some, List<PassageVector> vectors) {
        vectors.forEach(vector -> index.awaken(vector.passage(), vector.bytes()));
        index.awake(some);
    }

    /** Returns the assertion that the entry makes, or null. */
    private @Nullable LoggedAssertion append(Entry entry, Map<Passage, byte[]> vectors) {
        LoggedAssertion assertion = log.append(entry);
        entries.addAndGet(EntryWeight.of(entry.action()));
        if (assertion != null) {
            LoggedStatement statement = assertion.statement();
            Passage passage = new Passage(
                    statement.id(), Embedder.speaker(assertion.assertion().author()));
            index.add(
                    statement.ordinal(),
                    statement.id(),
                    statement.statement(),
                    assertion.assertion(),
                    vectors.get(passage));
        }
        return assertion;
    }

    /** Returns the estimated bytes of heap that the log and the index occupy. */
    long weight() {
        return entries.get() + index.weight();
    }

    /** Returns the passage of a statement for a speaker; negative if there is none. */
    int passage(MemoryId id, String speaker) {
        int ordinal = log.ordinal(id);
        return ordinal < 0 ? ordinal : index.passage(ordinal, speaker);
    }
}

package dev.commonground.internal.replica;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.store.Entry;
import dev.commonground.store.StoredVectors;
import dev.commonground.store.StoredVectors.Passage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
        for (Entry entry : entries) {
            append(entry);
            index(entry, vectors);
        }
    }

    /** Appends entries, and leaves their vectors in the store until a search {@linkplain #awaken needs} them. */
    void appendDormant(List<Entry> entries) {
        for (Entry entry : entries) {
            append(entry);
            index(entry, Map.of()).ifPresent(index::leaveDormant);
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

    /** Returns the ordinal of the statement that the entry asserts, if it asserts one. */
    private OptionalInt index(Entry entry, Map<Passage, byte[]> vectors) {
        if (!(entry.action() instanceof Entry.Assert asserted)) {
            return OptionalInt.empty();
        }
        LoggedStatement statement = requireNonNull(log.find(asserted.id()), "the statement of an entry of the log");
        index.add(
                statement.ordinal(),
                statement.id(),
                statement.statement(),
                asserted.assertion(),
                vectors.get(VectorCompletion.passage(asserted)));
        return OptionalInt.of(statement.ordinal());
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

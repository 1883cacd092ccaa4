package dev.commonground.internal.replica;

import dev.commonground.internal.search.HeapSize;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.StatementVector;
import java.util.List;
import java.util.Map;

/** Estimates the bytes of heap that entries occupy. */
final class EntryWeight {

    /** An entry with its assertion, without texts. */
    private static final long ENTRY_BYTES = 300;

    /** A number in a list or map. */
    private static final long NUMBER_BYTES = 32;

    /** A name with its value in a map, without their texts. */
    private static final long METADATA_BYTES = 100;

    private EntryWeight() {}

    /** Returns the weight of a commit that waits for its application. */
    static long of(List<Entry> entries, List<StatementVector> vectors) {
        return ENTRY_BYTES
                + entries.stream().mapToLong(entry -> of(entry.action())).sum()
                + vectors.stream()
                        .mapToLong(vector -> NUMBER_BYTES + vector.bytes().length)
                        .sum();
    }

    /** Returns the weight of one entry. */
    static long of(Entry.Action action) {
        return ENTRY_BYTES + NUMBER_BYTES * action.retracts().size() + content(action);
    }

    private static long content(Entry.Action action) {
        if (action instanceof Entry.Assert asserted) {
            return content(asserted.statement(), asserted.assertion());
        } else if (action instanceof Entry.Annotate annotation) {
            return content(annotation.metadata());
        } else if (action instanceof Entry.Quarantine held) {
            return content(held.statement(), held.assertion()) + HeapSize.of(held.reason());
        } else if (action instanceof Entry.Forget forget) {
            return HeapSize.of(forget.reason());
        } else if (action instanceof Entry.Sweep sweep) {
            return NUMBER_BYTES * sweep.positions().size();
        } else if (action instanceof Entry.Tip tip) {
            return 2 * NUMBER_BYTES * tip.lanes().size();
        }
        return 0;
    }

    private static long content(Statement statement, Assertion assertion) {
        return HeapSize.of(statement.text())
                + HeapSize.of(statement.key())
                + HeapSize.of(statement.value())
                + HeapSize.of(assertion.evidence())
                + content(assertion.metadata())
                + NUMBER_BYTES * assertion.derivedFrom().size();
    }

    private static long content(Metadata metadata) {
        long bytes = 0;
        for (Map.Entry<String, Object> entry : metadata.values().entrySet()) {
            bytes += METADATA_BYTES
                    + HeapSize.of(entry.getKey())
                    + (entry.getValue() instanceof String text ? HeapSize.of(text) : 0);
        }
        return bytes;
    }
}

package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the statements of a log by their ids. It is a hash table of ordinals, because a map would take another node for each
 * statement. An id is a keyed hash, so nobody can write statements whose ids have one hash code.
 *
 * <p>Several threads may read at once; the owner excludes readers during {@link #added}.
 */
final class StatementIds {

    /** Spreads hash codes over all ints (Knuth, multiplicative hashing). */
    private static final int MIXER = 0x9E3779B9;

    /** A longer table would have longer rows of taken slots. */
    private static final double MOST_TAKEN = 0.7;

    private final List<LoggedStatement> statements;

    /** The ordinals of the statements, plus 1; 0 is a free slot. A statement is in the first free slot after its hash. */
    private int[] slots = new int[16];

    /**
     * Starts a table of no statement.
     *
     * @param statements the statements by ordinal, which grow before each {@link #added}
     */
    StatementIds(List<LoggedStatement> statements) {
        this.statements = statements;
    }

    /** Returns the statement with {@code id}, or null if there is none. */
    @Nullable
    LoggedStatement find(MemoryId id) {
        int slot = home(id);
        while (slots[slot] != 0) {
            LoggedStatement found = statements.get(slots[slot] - 1);
            if (found.id().equals(id)) {
                return found;
            }
            slot = after(slot);
        }
        return null;
    }

    /** Adds the last statement, whose id is new. */
    void added() {
        if (statements.size() > MOST_TAKEN * slots.length) {
            slots = new int[2 * slots.length];
            for (int ordinal = 0; ordinal < statements.size() - 1; ordinal++) {
                add(ordinal);
            }
        }
        add(statements.size() - 1);
    }

    private void add(int ordinal) {
        int slot = home(statements.get(ordinal).id());
        while (slots[slot] != 0) {
            slot = after(slot);
        }
        slots[slot] = ordinal + 1;
    }

    private int home(MemoryId id) {
        return (id.hashCode() * MIXER) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private int after(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}

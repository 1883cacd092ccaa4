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

    private int bits = 4;

    /**
     * A statement is in the first free slot after the number in the first bits of its hash. Its slot holds the rest of the hash,
     * and in the last bits its ordinal plus 1; 0 is a free slot. So a search seldom looks at another statement than the one
     * that it finds.
     */
    private int[] slots = new int[1 << bits];

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
        int hash = hash(id);
        for (int slot = home(hash); slots[slot] != 0; slot = after(slot)) {
            if ((slots[slot] ^ rest(hash)) >>> bits == 0) {
                LoggedStatement found = statements.get((slots[slot] & (slots.length - 1)) - 1);
                if (found.id().equals(id)) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Adds the last statement, whose id is new. */
    void added() {
        if (statements.size() > MOST_TAKEN * slots.length) {
            bits++;
            slots = new int[1 << bits];
            for (int ordinal = 0; ordinal < statements.size() - 1; ordinal++) {
                add(ordinal);
            }
        }
        add(statements.size() - 1);
    }

    private void add(int ordinal) {
        int hash = hash(statements.get(ordinal).id());
        int slot = home(hash);
        while (slots[slot] != 0) {
            slot = after(slot);
        }
        slots[slot] = rest(hash) | (ordinal + 1);
    }

    private static int hash(MemoryId id) {
        return id.hashCode() * MIXER;
    }

    private int home(int hash) {
        return hash >>> (Integer.SIZE - bits);
    }

    private int rest(int hash) {
        return hash << bits;
    }

    private int after(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}

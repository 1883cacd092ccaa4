package dev.commonground.store;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import java.util.List;

/**
 * Records which readers were shown which memories of a scope. A commit that erases a statement sets {@link
 * Reading#memory} of its readings to null in the same transaction. Deleting a scope deletes its readings.
 *
 * <p>Every method throws {@link MemoryStoreException} if the store fails. Implementations are thread-safe.
 */
public interface ReadLedger {

    /**
     * Adds readings of one scope, durable on return, and drops the oldest readings of the scope beyond {@code most}. Has no
     * effect if the scope does not exist. A reading of a statement that an entry after {@code position} erased is stored
     * as the reading of an erased memory.
     *
     * @param scope the scope's id
     * @param position a position that the log had when the first of the readings took place, or an earlier one
     * @param readings the readings, oldest first
     * @param most how many readings of the scope to keep, at least 1
     */
    void add(String scope, long position, List<Reading> readings, int most);

    /** Returns the readings of a statement, oldest first. */
    List<Reading> of(String scope, MemoryId id);

    /** Returns the readings of a scope by one reader, oldest first. */
    List<Reading> by(String scope, Author reader);
}

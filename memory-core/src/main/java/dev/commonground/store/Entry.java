package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Statement;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a scope's log.
 *
 * @param position the position in the log, from 1 without gaps, in commit order
 * @param lane the lane that the entry was written on, or {@link #DIRECT}
 * @param run the run that the lane belongs to; null for {@link #DIRECT}
 * @param number the number on the lane, from 1 without gaps; equal to {@code position} for {@link #DIRECT}
 * @param action the content of the entry
 */
public record Entry(long position, long lane, @Nullable String run, long number, Action action) {

    /** The lane of tips and of entries written outside a graph. Every reader sees them immediately. */
    public static final long DIRECT = 0;

    public Entry {
        requireNonNull(action, "action");
        if ((lane == DIRECT) != (run == null)) {
            throw new IllegalArgumentException(
                    "Entry %d has lane %d and run %s: pass a run for every lane but %d, and null for lane %d"
                            .formatted(position, lane, run, DIRECT, DIRECT));
        }
    }

    /** The content of an entry. */
    public sealed interface Action {

        /** Returns the positions of the assertions that this action retracts. */
        default List<Long> retracts() {
            return List.of();
        }

        /** Returns whether this action removes the content of earlier entries, which invalidates what readers cached. */
        default boolean removes() {
            return false;
        }
    }

    /**
     * An author asserts a statement.
     *
     * @param id the statement's id
     * @param statement the statement
     * @param assertion the author, time and origin
     * @param retracts the positions of the assertions that this one supersedes
     */
    public record Assert(MemoryId id, Statement statement, Assertion assertion, List<Long> retracts) implements Action {
        public Assert {
            requireNonNull(id, "id");
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * An author retracts assertions without a replacement.
     *
     * @param author the author
     * @param at the time
     * @param retracts the positions of the assertions
     */
    public record Forget(Author author, Instant at, List<Long> retracts) implements Action {
        public Forget {
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * An author adds metadata to a statement without asserting it.
     *
     * @param id the statement's id
     * @param author the author
     * @param at the time
     * @param metadata the metadata, which replaces earlier values of the same names
     */
    public record Annotate(MemoryId id, Author author, Instant at, Metadata metadata) implements Action {}

    /**
     * An author erases a statement: the content of every earlier entry about it is removed from the store.
     *
     * @param id the statement's id
     * @param author the author
     * @param at the time
     */
    public record Erase(MemoryId id, Author author, Instant at) implements Action {
        @Override
        public boolean removes() {
            return true;
        }
    }

    /**
     * The remains of an assertion or annotation of an erased statement.
     *
     * @param author the author of the original entry
     * @param at the time of the original entry
     * @param retracts the retractions of the original entry, which remain in force
     */
    public record Erased(Author author, Instant at, List<Long> retracts) implements Action {
        public Erased {
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * Removes entries that no reader can see any more.
     *
     * @param at the time
     * @param positions the positions of the entries, all on lanes of runs
     */
    public record Sweep(Instant at, List<Long> positions) implements Action {
        public Sweep {
            positions = List.copyOf(positions);
        }

        @Override
        public boolean removes() {
            return true;
        }
    }

    /** The remains of a swept entry. */
    public record Swept() implements Action {}

    /**
     * A run accepts the entries on its lanes up to these numbers. Other runs and live readers see only accepted entries.
     *
     * @param run the run
     * @param lanes the last accepted number of each lane
     */
    public record Tip(String run, SortedMap<Long, Long> lanes) implements Action {}
}

package dev.commonground.log;

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
 * One line of a scope's log.
 *
 * @param position where it stands in the log, from 1 without gaps; position order is commit order
 * @param lane the lane it was written on; {@link #DIRECT} for what is visible from its position on
 * @param run the run whose lane it is, or null for {@link #DIRECT}
 * @param number its number on the lane, from 1
 * @param action what it does
 */
public record Entry(long position, long lane, @Nullable String run, long number, Action action) {

    /** The lane of entries written outside a graph, and of tips: visible to everybody from their position on. */
    public static final long DIRECT = 0;

    public Entry {
        requireNonNull(action, "action");
        if ((lane == DIRECT) != (run == null)) {
            throw new IllegalArgumentException(
                    "Entry %d is on lane %d with run %s, but exactly the direct lane has no run"
                            .formatted(position, lane, run));
        }
    }

    /** What an entry does. */
    public sealed interface Action {

        /** Returns the positions of the assertions that no longer count, seen by the one who wrote this. */
        default List<Long> retracts() {
            return List.of();
        }

        /** Returns whether it takes the content of earlier entries away, so that what was read of them is out of date. */
        default boolean removes() {
            return false;
        }
    }

    /**
     * Somebody says something, perhaps in the place of something else.
     *
     * @param id the statement's id
     * @param statement what is said
     * @param assertion who says it
     * @param retracts the assertions it takes the place of
     */
    public record Assert(MemoryId id, Statement statement, Assertion assertion, List<Long> retracts) implements Action {
        public Assert {
            requireNonNull(id, "id");
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * Somebody takes assertions back.
     *
     * @param author who does
     * @param at when
     * @param retracts the assertions
     */
    public record Forget(Author author, Instant at, List<Long> retracts) implements Action {
        public Forget {
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * Somebody adds metadata to a statement, without saying it.
     *
     * @param id the statement's id
     * @param author who does
     * @param at when
     * @param metadata what is added, in the place of what has the same names
     */
    public record Annotate(MemoryId id, Author author, Instant at, Metadata metadata) implements Action {}

    /**
     * Somebody has a statement erased: whatever was said of it before is gone for every reader.
     *
     * @param id the statement's id
     * @param author who does
     * @param at when
     */
    public record Erase(MemoryId id, Author author, Instant at) implements Action {
        @Override
        public boolean removes() {
            return true;
        }
    }

    /**
     * Stands where an entry about an erased statement stood.
     *
     * @param author who had written it
     * @param at when
     * @param retracts the assertions it took the place of, which stay retracted
     */
    public record Erased(Author author, Instant at, List<Long> retracts) implements Action {
        public Erased {
            retracts = List.copyOf(retracts);
        }
    }

    /**
     * What stood at these positions is gone, because nobody could see it any more.
     *
     * @param at when it was swept
     * @param positions where it stood, on lanes of runs
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

    /** Stands where an entry stood that nobody could see any more. */
    public record Swept() implements Action {}

    /**
     * A run accepts what stands on its lanes up to these numbers; other runs and live readers see no more of it.
     *
     * @param run the run
     * @param lanes the number accepted on each of its lanes
     */
    public record Tip(String run, SortedMap<Long, Long> lanes) implements Action {}
}

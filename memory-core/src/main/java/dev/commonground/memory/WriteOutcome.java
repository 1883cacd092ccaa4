package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The outcome of a write. Every case holds the memory that was written. */
public sealed interface WriteOutcome {

    /** Returns the memory in its state after the write. */
    Memory memory();

    /** Returns the memories that the write superseded; usually none. */
    default List<Memory> previous() {
        return List.of();
    }

    /** The memory is new. */
    record Added(Memory memory) implements WriteOutcome {
        public Added {
            requireNonNull(memory, "memory");
        }
    }

    /**
     * The statement was live already, by the authors {@code knownBy}. If the writer was not one of them, it is now.
     */
    record AlreadyKnown(Memory memory, List<Author> knownBy) implements WriteOutcome {
        public AlreadyKnown {
            requireNonNull(memory, "memory");
            knownBy = List.copyOf(requireNonNull(knownBy, "knownBy"));
        }
    }

    /** The memory superseded {@code previous}, which remain in the history. */
    record Superseded(Memory memory, List<Memory> previous) implements WriteOutcome {
        public Superseded {
            requireNonNull(memory, "memory");
            previous = List.copyOf(requireNonNull(previous, "previous"));
        }
    }

    /**
     * The memory is live, and so are {@code others}, which give its key a different value, or which it would have superseded
     * if its trust were not lower. The conflict lasts until an author who has seen both sides supersedes one. The write superseded {@code previous}, as in {@link Superseded}.
     */
    record InConflict(Memory memory, List<Memory> others, List<Memory> previous) implements WriteOutcome {
        public InConflict {
            requireNonNull(memory, "memory");
            others = List.copyOf(requireNonNull(others, "others"));
            previous = List.copyOf(requireNonNull(previous, "previous"));
        }
    }

    /**
     * Nothing was written, because the memory has changed since the writer saw it; {@code changes} lists what happened and
     * by whom. Read the memory again and decide anew.
     */
    record Outdated(Memory memory, List<Change> changes) implements WriteOutcome {
        public Outdated {
            requireNonNull(memory, "memory");
            changes = List.copyOf(requireNonNull(changes, "changes"));
        }
    }

    /**
     * The memory was forgotten for everybody; its history remains. The assertions of {@code memory} are those that the write
     * ended, of all of its authors.
     */
    record Forgotten(Memory memory) implements WriteOutcome {
        public Forgotten {
            requireNonNull(memory, "memory");
        }

        /** Returns the authors whose words the write ended, the writer's own and those of others. */
        public List<Author> authors() {
            return memory.authors();
        }
    }

    /**
     * The write guard held the statement back: nobody but a reviewer sees it, see {@link
     * dev.commonground.TaskMemory#quarantine}. The outcome says nothing about other memories.
     *
     * @param memory what was written, with the status {@link Memory.Status#QUARANTINED}
     * @param reason why it was held back
     */
    record Quarantined(Memory memory, String reason) implements WriteOutcome {
        public Quarantined {
            requireNonNull(memory, "memory");
            requireNonNull(reason, "reason");
        }
    }

    /** The writer no longer asserts the memory, which stays live by the authors of {@code memory}. */
    record Withdrawn(Memory memory) implements WriteOutcome {
        public Withdrawn {
            requireNonNull(memory, "memory");
        }
    }
}

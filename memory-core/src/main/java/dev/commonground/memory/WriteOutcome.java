package dev.commonground.memory;

import java.util.List;

/** What a write did: every case holds the memory it was about. */
public sealed interface WriteOutcome {

    /** Returns the memory the write was about, as it stands after the write. */
    Memory memory();

    /** Returns the memories that gave way to the write; most writes have none. */
    default List<Memory> previous() {
        return List.of();
    }

    /** The memory is new. */
    record Added(Memory memory) implements WriteOutcome {}

    /**
     * The statement was live already, said by {@code knownBy}; if the writer was not among them, it is now one of the
     * memory's authors.
     */
    record AlreadyKnown(Memory memory, List<Author> knownBy) implements WriteOutcome {
        public AlreadyKnown {
            knownBy = List.copyOf(knownBy);
        }
    }

    /** The memory took the place of {@code previous}, which only the history still shows. */
    record Superseded(Memory memory, List<Memory> previous) implements WriteOutcome {
        public Superseded {
            previous = List.copyOf(previous);
        }
    }

    /**
     * The memory stands, but {@code others} say something else of the same key and stand too, until somebody who has
     * seen both supersedes one of them. {@code previous} gave way to the write, as in {@link Superseded}.
     */
    record InConflict(Memory memory, List<Memory> others, List<Memory> previous) implements WriteOutcome {
        public InConflict {
            others = List.copyOf(others);
            previous = List.copyOf(previous);
        }
    }

    /**
     * Nothing was written, because the memory is no longer what the writer had seen: {@code changes} says what happened
     * to it and by whom. Look at it again, and decide anew.
     */
    record Outdated(Memory memory, List<Change> changes) implements WriteOutcome {
        public Outdated {
            changes = List.copyOf(changes);
        }
    }

    /** The memory was taken back; its history remains. */
    record Forgotten(Memory memory) implements WriteOutcome {}
}

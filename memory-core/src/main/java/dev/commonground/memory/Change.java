package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** One step in the history of a memory. */
public sealed interface Change {

    /** Returns when it happened. */
    Instant at();

    /** Returns who did it. */
    Author author();

    /** Somebody said so. */
    record Asserted(Memory memory, Assertion assertion) implements Change {
        @Override
        public Instant at() {
            return assertion.at();
        }

        @Override
        public Author author() {
            return assertion.author();
        }
    }

    /** {@code by} took the place of the memory. */
    record Superseded(Memory memory, Memory by, Author author, Instant at) implements Change {}

    /** The memory was taken back. */
    record Forgotten(Memory memory, Author author, Instant at) implements Change {}

    /** Somebody added metadata to the memory. */
    record Annotated(Memory memory, Metadata metadata, Author author, Instant at) implements Change {}

    /** The memory was erased: nothing of what it said is kept, only that it was there. */
    record Erased(MemoryId id, Author author, Instant at) implements Change {}

    /** The time of an assertion was over. */
    record Expired(Memory memory, Assertion assertion) implements Change {
        @Override
        public Instant at() {
            return requireNonNull(assertion.expires(), "expires");
        }

        @Override
        public Author author() {
            return assertion.author();
        }
    }

    /** What was said is seen no more: the graph that said it went back to before it. */
    record Withdrawn(Memory memory, Assertion assertion) implements Change {
        @Override
        public Instant at() {
            return assertion.at();
        }

        @Override
        public Author author() {
            return assertion.author();
        }
    }
}

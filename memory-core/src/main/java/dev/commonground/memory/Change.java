package dev.commonground.memory;

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
}

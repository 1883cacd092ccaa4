package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event in the history of a memory. */
public sealed interface Change {

    /** Returns the time of the change. */
    Instant at();

    /** Returns the author of the change. */
    Author author();

    /** An author asserted the memory. */
    record Asserted(Memory memory, Assertion assertion) implements Change {
        public Asserted {
            requireNonNull(memory, "memory");
            requireNonNull(assertion, "assertion");
        }

        @Override
        public Instant at() {
            return assertion.at();
        }

        @Override
        public Author author() {
            return assertion.author();
        }
    }

    /** The memory {@code by} superseded the memory. */
    record Superseded(Memory memory, Memory by, Author author, Instant at) implements Change {
        public Superseded {
            requireNonNull(memory, "memory");
            requireNonNull(by, "by");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }

    /**
     * The memory was forgotten, for {@code reason} if one was given. If it is live, only its author's own word was
     * withdrawn.
     */
    record Forgotten(
            Memory memory,
            Author author,
            Instant at,
            @Nullable String reason) implements Change {

        /** Creates a change without a reason. */
        public Forgotten(Memory memory, Author author, Instant at) {
            this(memory, author, at, null);
        }

        public Forgotten {
            requireNonNull(memory, "memory");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }

    /** Metadata was added to the memory. */
    record Annotated(Memory memory, Metadata metadata, Author author, Instant at) implements Change {
        public Annotated {
            requireNonNull(memory, "memory");
            requireNonNull(metadata, "metadata");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }

    /** The memory was erased; only the fact of the erasure is kept. */
    record Erased(MemoryId id, Author author, Instant at) implements Change {
        public Erased {
            requireNonNull(id, "id");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }

    /** An assertion expired. */
    record Expired(Memory memory, Assertion assertion) implements Change {
        public Expired {
            requireNonNull(memory, "memory");
            requireNonNull(assertion, "assertion");
        }

        @Override
        public Instant at() {
            return requireNonNull(assertion.expires(), "expires");
        }

        @Override
        public Author author() {
            return assertion.author();
        }
    }

    /** An assertion is no longer visible: the graph that made it went back to an earlier checkpoint. */
    record Withdrawn(Memory memory, Assertion assertion) implements Change {
        public Withdrawn {
            requireNonNull(memory, "memory");
            requireNonNull(assertion, "assertion");
        }

        @Override
        public Instant at() {
            return assertion.at();
        }

        @Override
        public Author author() {
            return assertion.author();
        }
    }

    /** The memory was revoked with its source; its text stays hidden until it is restored. */
    record Revoked(MemoryId id, Author author, Instant at) implements Change {
        public Revoked {
            requireNonNull(id, "id");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }

    /** The memory is live again: a revocation was undone, or what had ended the memory was revoked. */
    record Restored(MemoryId id, Author author, Instant at) implements Change {
        public Restored {
            requireNonNull(id, "id");
            requireNonNull(author, "author");
            requireNonNull(at, "at");
        }
    }
}

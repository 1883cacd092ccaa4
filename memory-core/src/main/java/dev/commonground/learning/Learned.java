package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result for one statement of a conversation. */
public sealed interface Learned {

    /** Returns the memory of the statement, or an empty list if the statement was not stored. */
    default List<Memory> memories() {
        return List.of();
    }

    /**
     * The memory holds the statement.
     *
     * @param outcome the outcome of the write. In a {@link WriteOutcome.InConflict}, the others may have no key in common
     *     with the memory; the memory's metadata entry {@code contradicts} then has the id of the other memory
     * @param doubt why the statement was stored as a finding of low trust and without a key, such as evidence that does not
     *     occur in the message; null if the evidence was found
     */
    record Written(WriteOutcome outcome, @Nullable String doubt) implements Learned {
        public Written {
            requireNonNull(outcome, "outcome");
        }

        /** Returns the memory of the statement. */
        public Memory memory() {
            return outcome.memory();
        }

        @Override
        public List<Memory> memories() {
            return List.of(memory());
        }
    }

    /**
     * The statement was not stored because it may do harm.
     *
     * @param reason why it may do harm
     */
    record Quarantined(Extracted extracted, String reason) implements Learned {
        public Quarantined {
            requireNonNull(extracted, "extracted");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The statement was not stored because it could not be used.
     *
     * @param extracted the statement, or null if it could not be read
     * @param reason why it could not be used
     */
    record Failed(@Nullable Extracted extracted, String reason) implements Learned {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }
}

package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one thing that a conversation says. */
public sealed interface Learned {

    /** Returns the memories that stand for it afterwards: one, or none if nothing was stored. */
    default List<Memory> memories() {
        return List.of();
    }

    /**
     * It is a new memory.
     *
     * @param memory the memory
     * @param doubt why it is only a finding of low trust and without a key, although more may have been claimed: the
     *     words it was said to be taken from could not be found; null if they stand there
     */
    record Stored(Memory memory, @Nullable String doubt) implements Learned {
        public Stored {
            requireNonNull(memory, "memory");
        }

        @Override
        public List<Memory> memories() {
            return List.of(memory);
        }
    }

    /** It was known, said by {@code knownBy}; if the speaker was not among them, the speaker now is. */
    record AlreadyKnown(Memory memory, List<Author> knownBy) implements Learned {
        public AlreadyKnown {
            requireNonNull(memory, "memory");
            knownBy = List.copyOf(knownBy);
        }

        @Override
        public List<Memory> memories() {
            return List.of(memory);
        }
    }

    /** It took the place of {@code previous}, which only the history still shows. */
    record Superseded(Memory memory, List<Memory> previous) implements Learned {
        public Superseded {
            requireNonNull(memory, "memory");
            previous = List.copyOf(previous);
        }

        @Override
        public List<Memory> memories() {
            return List.of(memory);
        }
    }

    /** It is stored, but {@code others} say something else and stand too, until somebody who has seen both decides. */
    record InConflict(Memory memory, List<Memory> others) implements Learned {
        public InConflict {
            requireNonNull(memory, "memory");
            others = List.copyOf(others);
        }

        @Override
        public List<Memory> memories() {
            return List.of(memory);
        }
    }

    /** It was not stored, because it may do harm: {@code reason} says how. */
    record Quarantined(Extracted extracted, String reason) implements Learned {
        public Quarantined {
            requireNonNull(extracted, "extracted");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * It was not stored, because it could not be used.
     *
     * @param extracted what was taken out, or null if it could not even be read
     * @param reason why not
     */
    record Failed(@Nullable Extracted extracted, String reason) implements Learned {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }
}

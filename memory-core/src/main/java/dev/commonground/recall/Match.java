package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;

/**
 * What a recall found.
 *
 * @param memory the memory, with its scope and authors
 * @param score how well it fits
 */
public record Match(Memory memory, Score score) {
    public Match {
        requireNonNull(memory, "memory");
        requireNonNull(score, "score");
    }

    /** Returns the score and the memory on one line. */
    @Override
    public String toString() {
        return "%.2f %s".formatted(score.total(), memory);
    }
}

package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import java.util.Comparator;

/**
 * A memory that a recall found. Immutable and thread-safe.
 *
 * @param memory the memory, with its scope and authors
 * @param score how well it fits the question
 */
public record Match(Memory memory, Score score) {

    /** Orders matches by descending {@linkplain Score#total() total}, and ties by {@link Memory#BY_KIND}. */
    public static final Comparator<Match> BEST_FIRST = Comparator.comparingDouble(
                    (Match match) -> -match.score().total())
            .thenComparing(Match::memory, Memory.BY_KIND);

    public Match {
        requireNonNull(memory, "memory");
        requireNonNull(score, "score");
    }

    /** Returns the total score, with two decimals, and the memory on one line. */
    @Override
    public String toString() {
        return "%.2f %s".formatted(score.total(), memory);
    }
}

package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import java.util.Comparator;

/**
 * What a recall found.
 *
 * @param memory the memory, with its scope and authors
 * @param score how well it fits
 */
public record Match(Memory memory, Score score) {

    /** The order of matches: the best score first, ties as {@link Memory#BY_KIND} says, never by arrival. */
    public static final Comparator<Match> BEST_FIRST = Comparator.comparingDouble(
                    (Match match) -> -match.score().total())
            .thenComparing(Match::memory, Memory.BY_KIND);

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

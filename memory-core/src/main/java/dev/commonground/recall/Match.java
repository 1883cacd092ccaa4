package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import dev.commonground.recall.RecallRequest.Floor;
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

    /**
     * How well a memory fits a question, and why. Immutable and thread-safe.
     *
     * @param total the rank of the memory as a number, 0 to 1; comparable only within one recall
     * @param similarity the cosine between the embeddings of question and memory, 0 to 1; 0 without a model
     * @param keywords the share of the question's term weight that the memory contains, 0 to 1
     * @param nearby what the turns around the memory add in a conversation whose turns depend on each other, in the unit of
     *     {@code lift}; 0 or more
     * @param lift how much better the memory fits than the average memory of the searched scopes by meaning, words, key,
     *     alias, author and date, in standard deviations; 0 for an average memory
     * @param behind how far the memory is behind the best one of the recall in the ranking, in standard deviations; 0
     *     for the best
     * @param confidence the estimated probability that the memory answers the question, 0 to 1: it is high if the fit is
     *     unlikely by chance and ahead of the next memory
     * @param kindNamed whether the question names the kind of the memory
     * @param named whether the question contains the key or an alias of the memory
     * @param authorNamed whether the question names an author of the memory
     * @param dated whether the question names the date on which the memory was first asserted
     */
    public record Score(
            double total,
            double similarity,
            double keywords,
            double nearby,
            double lift,
            double behind,
            double confidence,
            boolean kindNamed,
            boolean named,
            boolean authorNamed,
            boolean dated) {

        /** About half of the memories that do not fit exceed this lift. */
        private static final double LEAST_LIFT = 0;

        /** Of the first ten memories, one in three is further behind; of those that answer, one in twenty. */
        private static final double MOST_BEHIND = 3.5;

        /** From here on, a lower limit would admit more wrong memories than right ones. */
        private static final double CONFIDENT = 0.2;

        /**
         * Returns whether the score clears a floor.
         *
         * <ul>
         *   <li>{@link Floor#NONE}: always.
         *   <li>{@link Floor#RELATED}: if {@code lift} is at least 0 and {@code behind} at most 3.5.
         *   <li>{@link Floor#RELEVANT}: if {@code confidence} is at least 0.2 as well.
         * </ul>
         */
        public boolean clears(Floor floor) {
            return switch (requireNonNull(floor, "floor")) {
                case NONE -> true;
                case RELATED -> isRelated();
                case RELEVANT -> isRelated() && confidence >= CONFIDENT;
            };
        }

        private boolean isRelated() {
            return lift >= LEAST_LIFT && behind <= MOST_BEHIND;
        }
    }
}

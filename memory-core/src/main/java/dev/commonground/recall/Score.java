package dev.commonground.recall;

import static java.util.Objects.requireNonNull;

/**
 * How well a memory fits a question, and why. Immutable and thread-safe.
 *
 * @param total the weighted sum of all features, 0 to 1; comparable only within one recall
 * @param similarity the cosine between the embeddings of question and memory, 0 to 1; 0 without a model
 * @param keywords the share of the question's term weight that the memory contains, 0 to 1
 * @param nearby the fit of the best statement in the memory's context, 0 to 1; the context is the memory itself and, in
 *     a conversation, the four turns before and after it
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
        boolean kindNamed,
        boolean named,
        boolean authorNamed,
        boolean dated) {

    /** Two short English sentences with a lower cosine are unrelated, as measured on MiniLM. */
    private static final double RELATED_SIMILARITY = 0.25;

    /** With a lower share of the question's weight, shared words are chance. */
    private static final double RELATED_KEYWORDS = 0.3;

    /**
     * The least mean of similarity and keywords of an answer. Of the questions that only another conversation of LoCoMo
     * answers, one in eleven still finds something above it; above 0.35 it would be one in five.
     */
    private static final double RELEVANT = 0.4;

    /** The bonus of a named author on that mean: with it two of three answers clear the floor, without it half. */
    private static final double AUTHOR_BONUS = 0.15;

    /**
     * Returns whether the score clears a floor.
     *
     * <ul>
     *   <li>{@link Floor#NONE}: always.
     *   <li>{@link Floor#RELATED}: if {@code similarity} is at least 0.25 or {@code keywords} at least 0.3.
     *   <li>{@link Floor#RELEVANT}: if the mean of {@code similarity} and {@code keywords} is at least 0.4, or 0.25 if
     *       the question names an author. If {@code similarity} is 0, {@code keywords} alone replaces the mean.
     * </ul>
     *
     * A score with {@code kindNamed} or {@code named} clears every floor.
     */
    public boolean clears(Floor floor) {
        requireNonNull(floor, "floor");
        return floor == Floor.NONE || kindNamed || named || (floor == Floor.RELATED ? isRelated() : isRelevant());
    }

    private boolean isRelated() {
        return similarity >= RELATED_SIMILARITY || keywords >= RELATED_KEYWORDS;
    }

    private boolean isRelevant() {
        double fit = similarity == 0 ? keywords : (similarity + keywords) / 2;
        return fit + (authorNamed ? AUTHOR_BONUS : 0) >= RELEVANT;
    }
}

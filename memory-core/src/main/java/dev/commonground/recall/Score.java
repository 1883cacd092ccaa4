package dev.commonground.recall;

/**
 * How well a memory fits a question, and why.
 *
 * @param total the parts weighed and added, 0 to 1; comparable within one recall only
 * @param similarity the cosine of the embeddings, 0 to 1; 0 without a model
 * @param keywords the share of the question's term weight that the memory carries, 0 to 1
 * @param nearby how well the best of what was said around it fits, itself included, 0 to 1
 * @param kindNamed whether the question asks for its kind by name
 * @param named whether the question uses its key or an alias of it
 * @param authorNamed whether the question names an author of it
 * @param dated whether the question names the time at which it was said
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

    /** Below this cosine two short English sentences have nothing to do with each other, measured on MiniLM. */
    private static final double RELATED_SIMILARITY = 0.25;

    /** Below this share of the question's weight, a shared word is chance. */
    private static final double RELATED_KEYWORDS = 0.3;

    /**
     * The mean of similarity and keywords from which on a memory answers. Asked what another conversation of LoCoMo
     * answers, one question in eleven still finds something above it; 0.35 would be one in five.
     */
    private static final double RELEVANT = 0.4;

    /** What a named author is worth beside that mean: two of three answers clear the floor with it, half without. */
    private static final double AUTHOR = 0.15;

    /** Returns whether it clears a floor. */
    public boolean clears(Floor floor) {
        return floor == Floor.NONE || kindNamed || named || (floor == Floor.RELATED ? related() : relevant());
    }

    private boolean related() {
        return similarity >= RELATED_SIMILARITY || keywords >= RELATED_KEYWORDS;
    }

    /** Where nothing is known of the meaning, the words speak alone. */
    private boolean relevant() {
        double fit = similarity == 0 ? keywords : (similarity + keywords) / 2;
        return fit + (authorNamed ? AUTHOR : 0) >= RELEVANT;
    }
}

package dev.commonground.recall;

/**
 * How well a memory fits a question, and why.
 *
 * @param total the parts fused, 0 to 1; comparable within one recall only
 * @param similarity the cosine of the embeddings, 0 to 1; 0 without a model
 * @param keywords the share of the question's term weight that the memory carries, 0 to 1
 * @param kindNamed whether the question asks for its kind by name
 */
public record Score(double total, double similarity, double keywords, boolean kindNamed) {

    /** Below this cosine two short English sentences have nothing to do with each other, measured on MiniLM. */
    private static final double SIMILARITY_FLOOR = 0.25;

    /** Below this share of the question's weight, a shared word is chance. */
    private static final double KEYWORD_FLOOR = 0.3;

    /** Returns whether it clears the calibrated floor that briefings and tools use. */
    public boolean relevant() {
        return kindNamed || similarity >= SIMILARITY_FLOOR || keywords >= KEYWORD_FLOOR;
    }
}

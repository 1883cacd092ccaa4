package dev.commonground.recall;

/**
 * How well a memory must fit a question for a recall to return it. {@link Score#clears} defines the limits. The limits
 * of {@link #RELATED} and {@link #RELEVANT} are calibrated for short English texts and MiniLM.
 */
public enum Floor {
    /** Returns the best memories, however poorly they fit. */
    NONE,
    /** Returns the memories about the topic of the question, as input for a briefing or a model. */
    RELATED,
    /** Returns the memories that answer the question; none if nothing answers it. */
    RELEVANT
}

package dev.commonground.recall;

/** How well a memory must fit a question to be found. */
public enum Floor {
    /** The best are found, however poor they are. */
    NONE,
    /** What has to do with the question is found: what a briefing or a model chooses from. */
    RELATED,
    /** What answers the question is found; a question that nothing answers finds nothing. */
    RELEVANT
}

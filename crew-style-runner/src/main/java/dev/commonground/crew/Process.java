package dev.commonground.crew;

/** In which order a crew works through its tasks. */
@SuppressWarnings("JavaLangClash") // CrewAI's word for it
public enum Process {
    /** One task, or group of tasks, after the other, each agent knowing what those before it learned. */
    SEQUENTIAL,
    /** All tasks side by side; what they learned meets at the end. */
    PARALLEL,
    /** A manager decides which task is done next, and answers when there is nothing left to do. */
    HIERARCHICAL
}

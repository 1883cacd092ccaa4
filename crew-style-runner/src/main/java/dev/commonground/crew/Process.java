package dev.commonground.crew;

/** The order in which a crew performs its tasks. */
@SuppressWarnings("JavaLangClash") // CrewAI's word for it
public enum Process {
    /** One task or group after the other. Each agent knows the memories of all agents before it. */
    SEQUENTIAL,
    /** All tasks in parallel. Their memories become visible to each other at the end. */
    PARALLEL,
    /** A manager decides which task runs next, and answers when nothing is left to do. */
    HIERARCHICAL
}

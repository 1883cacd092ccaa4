package dev.commonground.memory;

/** The source of an author's statement. */
public enum Origin {
    /** A person said it. */
    PERSON,
    /** An agent concluded it. */
    AGENT,
    /** A tool returned it. */
    TOOL,
    /** A document contains it. */
    DOCUMENT,
    /** A web page contains it. */
    WEB
}

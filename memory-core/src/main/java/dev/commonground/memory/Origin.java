package dev.commonground.memory;

/** Where an author has a statement from. */
public enum Origin {
    /** A human being said it. */
    PERSON,
    /** An agent concluded it. */
    AGENT,
    /** A tool returned it. */
    TOOL,
    /** It stands in a document. */
    DOCUMENT,
    /** It stands on a web page. */
    WEB
}

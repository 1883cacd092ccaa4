package dev.commonground.memory;

/** The source of an author's statement. */
public enum Origin {
    /** A person said it. */
    PERSON(1),
    /** An agent concluded it. */
    AGENT(0.5),
    /** A tool returned it. */
    TOOL(0.5),
    /** A document contains it. */
    DOCUMENT(0.4),
    /** A web page contains it. */
    WEB(0.2);

    private final double defaultTrust;

    Origin(double defaultTrust) {
        this.defaultTrust = defaultTrust;
    }

    /** Returns the trust, 0 to 1, in a statement of this origin if the application sets none. */
    public double defaultTrust() {
        return defaultTrust;
    }
}

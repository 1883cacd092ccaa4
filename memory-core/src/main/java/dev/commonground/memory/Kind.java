package dev.commonground.memory;

/** What sort of statement a memory is. The order is the order of a briefing and breaks ties in recall. */
public enum Kind {
    /** Something the result must or must not be; binding. */
    CONSTRAINT,
    /** What somebody likes better; binding unless a constraint speaks against it. */
    PREFERENCE,
    /** What was settled, so that nobody settles it again; binding. */
    DECISION,
    /** Something learned. */
    FINDING,
    /** Something nobody knows yet. */
    QUESTION,
    /** A piece of work and where it is. */
    ARTIFACT;

    /** Returns whether every briefing carries memories of this kind, verbatim and all of them. */
    public boolean binding() {
        return this == CONSTRAINT || this == PREFERENCE || this == DECISION;
    }
}

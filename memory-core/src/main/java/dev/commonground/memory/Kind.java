package dev.commonground.memory;

/** The kind of a statement. The order is that of a briefing, and it breaks ties in recall. */
public enum Kind {
    /** What the result must or must not be; binding. */
    CONSTRAINT,
    /** What a person or agent prefers; binding unless a constraint says otherwise. */
    PREFERENCE,
    /** What was decided; binding. */
    DECISION,
    /** What was learned. */
    FINDING,
    /** What is not known yet. */
    QUESTION,
    /** A piece of work and its location. */
    ARTIFACT;

    /** Returns whether the result must respect memories of this kind, which briefings tell first and verbatim. */
    public boolean binding() {
        return this == CONSTRAINT || this == PREFERENCE || this == DECISION;
    }
}

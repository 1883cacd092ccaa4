package dev.commonground.internal.session;

/** When the writes of a session are committed. */
public enum WriteMode {
    /** Each call commits by itself. */
    IMMEDIATE,
    /** All writes are committed together, with the step. */
    WITH_STEP,
    /** Never: the session reads the past. */
    READ_ONLY
}

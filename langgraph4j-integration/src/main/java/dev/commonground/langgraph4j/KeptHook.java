package dev.commonground.langgraph4j;

/** Marks a user's hook that is wrapped, so that it keeps what the memory adds to a result. */
interface KeptHook {}

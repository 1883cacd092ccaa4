package dev.commonground.store;

/**
 * The head of a scope's log.
 *
 * @param position the last position; 0 before the first entry
 * @param archived whether the scope's task is archived, so that the scope accepts no commit
 */
public record ScopeHead(long position, boolean archived) {}

package dev.commonground.store;

import static java.util.Objects.requireNonNull;

/**
 * A request for the scopes of an owner, page by page in the order of their names.
 *
 * @param subject what to list
 * @param after the name after which the page begins; empty for the first page
 * @param limit the most tasks, users or agents of the page, at least 1
 */
public record ScopeListing(Subject subject, String after, int limit) {

    /** What a listing lists. */
    public enum Subject {
        /** Tasks, each with its own scope and the scopes of its agents' notes. */
        TASKS,
        /** Users, each with one scope. */
        USERS,
        /** Agents with notes across tasks, each with one scope. */
        AGENTS
    }

    public ScopeListing {
        requireNonNull(subject, "subject");
        requireNonNull(after, "after");
    }
}

package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The changes between two moments to what a reader sees.
 *
 * @param changes the changes, scope by scope, each in the order of its log
 * @param next the later moment, to continue from
 */
public record Changes(List<Change> changes, Cursor next) {
    public Changes {
        changes = List.copyOf(requireNonNull(changes, "changes"));
        requireNonNull(next, "next");
    }
}

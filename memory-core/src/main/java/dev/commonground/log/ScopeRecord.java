package dev.commonground.log;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Scope;
import dev.commonground.memory.StatementIdentity;

/**
 * A scope as its store knows it.
 *
 * @param id what the store and cursors call it: a letter for the sort of scope and random lower-case letters and
 *     digits, never used twice
 * @param scope whom it belongs to
 * @param identity gives the ids of its statements
 */
public record ScopeRecord(String id, Scope scope, StatementIdentity identity) {
    public ScopeRecord {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(identity, "identity");
    }
}

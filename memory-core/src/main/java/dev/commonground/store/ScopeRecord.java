package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Scope;

/**
 * A stored scope.
 *
 * @param id the id that the store assigned: one letter for the kind of scope, then random lower-case letters and digits. A
 *     store never assigns an id twice
 * @param scope the scope
 * @param identity computes the ids of the scope's statements; its salt is random and stored with the scope
 */
public record ScopeRecord(String id, Scope scope, StatementIdentity identity) {
    public ScopeRecord {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(identity, "identity");
    }
}

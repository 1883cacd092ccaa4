package dev.commonground.internal.audit;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which statements of an owner were derived from which, across scopes.
 *
 * <p>Not thread-safe.
 */
final class Derivations {

    private final Map<MemoryId, ScopeRecord> scopes = new HashMap<>();
    private final Map<MemoryId, Set<MemoryId>> sources = new HashMap<>();
    private final Map<MemoryId, Set<MemoryId>> derived = new HashMap<>();

    void add(ScopeRecord scope, ScopeLog log) {
        for (LoggedStatement statement : log.statements()) {
            scopes.put(statement.id(), scope);
            for (LoggedAssertion assertion : statement.assertions()) {
                for (MemoryId source : assertion.assertion().derivedFrom()) {
                    sources.computeIfAbsent(statement.id(), id -> new LinkedHashSet<>())
                            .add(source);
                    derived.computeIfAbsent(source, id -> new LinkedHashSet<>()).add(statement.id());
                }
            }
        }
    }

    Map<MemoryId, ScopeRecord> scopes() {
        return scopes;
    }

    /** Returns what some statements were derived from, directly or not, the nearest first and without themselves. */
    Set<MemoryId> sourcesOf(Collection<MemoryId> ids) {
        return reachable(ids, sources);
    }

    /** Returns what was derived from some statements, directly or not, the nearest first and without themselves. */
    Set<MemoryId> derivedFrom(Collection<MemoryId> ids) {
        return reachable(ids, derived);
    }

    private static Set<MemoryId> reachable(Collection<MemoryId> from, Map<MemoryId, Set<MemoryId>> arrows) {
        Set<MemoryId> reached = new LinkedHashSet<>(from);
        Deque<MemoryId> next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            for (MemoryId id : arrows.getOrDefault(next.remove(), Set.of())) {
                if (reached.add(id)) {
                    next.add(id);
                }
            }
        }
        reached.removeAll(from);
        return reached;
    }
}

package dev.commonground.internal.replica;

import dev.commonground.memory.Scope;
import java.util.Map;
import java.util.Set;

/**
 * The positions of several scopes in the store at the beginning of a read, asked for in one question: a scope without
 * news need not be asked again. A writer may also assume the position of one scope without asking.
 *
 * @param absent the scopes that do not exist
 * @param positions the positions of existing scopes, by id
 * @param isAssumed whether the store was not asked
 */
public record ScopePositions(Set<Scope> absent, Map<String, Long> positions, boolean isAssumed) {

    /** The store was not asked, and nothing is assumed. */
    public static final ScopePositions UNKNOWN = new ScopePositions(Set.of(), Map.of(), false);

    /** The position of a scope that was not asked for. */
    public static final long NOT_ASKED = -1;

    /** Returns the positions that the store answered. */
    static ScopePositions asked(Set<Scope> absent, Map<String, Long> positions) {
        return new ScopePositions(absent, positions, false);
    }

    /** Returns an assumed position of one scope. */
    public static ScopePositions assumed(String id, long position) {
        return new ScopePositions(Set.of(), Map.of(id, position), true);
    }

    /** Returns the position of a scope, or {@link #NOT_ASKED}. */
    public long position(String id) {
        return positions.getOrDefault(id, NOT_ASKED);
    }
}

package dev.commonground;

import dev.commonground.memory.Scope;
import java.util.Map;
import java.util.Set;

/**
 * What was learnt of several scopes at the beginning of a read, in one question to the store, so that those without news
 * need not be asked again; or what is guessed of one.
 *
 * @param absent scopes that nobody has begun
 * @param positions where others stand, by id
 * @param isGuessed whether nobody was asked
 */
record Freshness(Set<Scope> absent, Map<String, Long> positions, boolean isGuessed) {

    /** Nothing was asked. */
    static final Freshness UNKNOWN = new Freshness(Set.of(), Map.of());

    /** Where a scope stands that was not asked about. */
    static final long NOT_ASKED = -1;

    /** What the store said. */
    Freshness(Set<Scope> absent, Map<String, Long> positions) {
        this(absent, positions, false);
    }

    /** Guesses where one scope stands. */
    static Freshness guessed(String id, long position) {
        return new Freshness(Set.of(), Map.of(id, position), true);
    }

    /** Returns where a scope stands, or {@link #NOT_ASKED}. */
    long position(String id) {
        return positions.getOrDefault(id, NOT_ASKED);
    }
}

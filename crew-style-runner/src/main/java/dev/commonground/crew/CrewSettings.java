package dev.commonground.crew;

import dev.commonground.memory.Memory;
import java.time.Clock;
import java.util.function.Predicate;

/**
 * The limits and options of a crew.
 *
 * @param briefingBudget the maximum number of tokens in a briefing
 * @param maxHops the maximum number of delegations by a manager
 * @param promotes accepts the memories that outlive a run
 * @param journal whether model responses are kept for a resumed run
 * @param clock times the events
 */
record CrewSettings(int briefingBudget, int maxHops, Predicate<Memory> promotes, boolean journal, Clock clock) {

    static final CrewSettings DEFAULT = new CrewSettings(2_000, 20, memory -> false, true, Clock.systemUTC());

    private static final int MAX_HOPS = 1_000;

    /**
     * Returns these settings for the crew called {@code crew}.
     *
     * @throws IllegalArgumentException if a limit is out of its range
     */
    CrewSettings checkedFor(String crew) {
        Checked.range("briefingBudget of crew " + crew, briefingBudget, 1, Integer.MAX_VALUE);
        Checked.range("maxHops of crew " + crew, maxHops, 1, MAX_HOPS);
        return this;
    }

    CrewSettings briefingBudget(int tokens) {
        return new CrewSettings(tokens, maxHops, promotes, journal, clock);
    }

    CrewSettings maxHops(int hops) {
        return new CrewSettings(briefingBudget, hops, promotes, journal, clock);
    }

    CrewSettings promotes(Predicate<Memory> outlives) {
        return new CrewSettings(briefingBudget, maxHops, outlives, journal, clock);
    }

    CrewSettings withoutJournal() {
        return new CrewSettings(briefingBudget, maxHops, promotes, false, clock);
    }

    CrewSettings clock(Clock other) {
        return new CrewSettings(briefingBudget, maxHops, promotes, journal, other);
    }
}

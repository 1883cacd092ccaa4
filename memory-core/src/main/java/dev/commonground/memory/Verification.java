package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of comparing stored entries with the chain of hashes over them.
 *
 * @param entries how many entries have a place in the chain; those of earlier versions have none
 * @param flaws what was changed from outside, in the order of scopes and positions; empty if nothing was
 */
public record Verification(long entries, List<Flaw> flaws) {

    public Verification {
        flaws = List.copyOf(requireNonNull(flaws, "flaws"));
    }

    /**
     * An entry that does not fit the chain.
     *
     * @param place the scope, such as {@code task order-7}; {@code administration} for archiving, reopening and deleting
     * @param position the position of the entry in the log of the scope, from 1; 0 if there is none
     * @param problem what is wrong with it
     */
    public record Flaw(String place, long position, String problem) {
        public Flaw {
            requireNonNull(place, "place");
            requireNonNull(problem, "problem");
        }
    }

    /** Returns whether nothing was changed. */
    public boolean isIntact() {
        return flaws.isEmpty();
    }

    /** Returns this result together with that of other entries. */
    public Verification and(Verification other) {
        List<Flaw> all = new ArrayList<>(flaws);
        all.addAll(requireNonNull(other, "other").flaws);
        return new Verification(entries + other.entries, all);
    }
}

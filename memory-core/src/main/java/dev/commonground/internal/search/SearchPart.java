package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The statements of one target that are searched together: those of a colleague's trust, or those of low trust. The latter
 * are searched apart, so however many they are, they push no colleague's statement out of the candidates, and they count
 * neither as background nor in the term statistics.
 *
 * @param target the index of the target
 * @param scope the statements
 * @param lowTrust whether their trust is low
 */
record SearchPart(int target, VisibleScope scope, boolean lowTrust) {

    /** Returns the parts of all targets that hold statements; a target without statements is one part. */
    static List<SearchPart> of(List<SearchTarget> targets) {
        List<SearchPart> parts = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            VisibleScope all = targets.get(t).visible();
            BitSet low = all.assertions().lowTrust();
            if (low.isEmpty()) {
                parts.add(new SearchPart(t, all, false));
            } else {
                BitSet trusted = (BitSet) all.live().clone();
                trusted.andNot(low);
                if (!trusted.isEmpty()) {
                    parts.add(new SearchPart(t, targets.get(t).with(trusted).visible(), false));
                }
                parts.add(new SearchPart(t, targets.get(t).with(low).visible(), true));
            }
        }
        return parts;
    }

    /** Returns the parts that describe what is normal here: those of colleagues, or all if there are none. */
    static List<VisibleScope> counted(List<SearchPart> parts) {
        boolean anyTrusted = parts.stream()
                .anyMatch(part -> !part.lowTrust && !part.scope.live().isEmpty());
        return parts.stream()
                .filter(part -> !anyTrusted || !part.lowTrust)
                .map(SearchPart::scope)
                .toList();
    }
}

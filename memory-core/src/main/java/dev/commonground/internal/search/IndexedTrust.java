package dev.commonground.internal.search;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trust in an assertion as the index keeps it.
 *
 * @param trust the trust, 0 to 1; a colleague's for every assertion whose trust is not low
 * @param source the origin if the assertion is a source of its own, or null
 */
record IndexedTrust(double trust, @Nullable Origin source) {

    /** The trust in every assertion whose trust is not low. */
    static final IndexedTrust COLLEAGUE = new IndexedTrust(Assertion.LOW_TRUST, null);

    static IndexedTrust of(Assertion assertion) {
        return assertion.isLowTrust()
                ? new IndexedTrust(assertion.trust(), assertion.isSource() ? assertion.origin() : null)
                : COLLEAGUE;
    }

    /** Returns the trust in a statement with these assertions; two sources of low trust confirm each other. */
    static double of(List<IndexedTrust> assertions) {
        long sources = assertions.stream()
                .filter(one -> one.source != null)
                .map(IndexedTrust::source)
                .distinct()
                .count();
        return sources >= 2
                ? Assertion.LOW_TRUST
                : assertions.stream().mapToDouble(IndexedTrust::trust).max().orElse(Assertion.LOW_TRUST);
    }
}

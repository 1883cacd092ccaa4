package dev.commonground.internal.guard;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An assertion that passed the {@link WriteGate}.
 *
 * @param heldBack why it goes into quarantine, or null if it is stored
 * @param released whether a reviewer released it, so that newer words of its author stay
 */
public record Admitted(
        Statement statement, Assertion assertion, @Nullable String heldBack, boolean released) {

    /** Returns an assertion that a reviewer released. */
    public static Admitted released(Statement statement, Assertion assertion) {
        return new Admitted(statement, assertion, null, true);
    }

    /** Returns this for the quarantine. */
    public Admitted heldBackFor(String reason) {
        return new Admitted(statement, assertion, reason, released);
    }

    /** Returns this with another assertion, whose words passed the gate too. */
    public Admitted with(Assertion other) {
        return new Admitted(statement, other, heldBack, released);
    }
}

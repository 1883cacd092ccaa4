package dev.commonground.internal.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry does to statements: it asserts one, retracts assertions, or both. */
sealed interface EntryEffect permits LoggedAssertion, EntryEffect.Retraction {

    /** Returns the statement that the entry asserts, or null. */
    @Nullable
    LoggedStatement asserted();

    /** Returns the positions of the assertions that the entry retracts. */
    List<Long> retracts();

    /** An effect without an assertion. */
    record Retraction(List<Long> retracts) implements EntryEffect {

        @Override
        public @Nullable LoggedStatement asserted() {
            return null;
        }
    }
}

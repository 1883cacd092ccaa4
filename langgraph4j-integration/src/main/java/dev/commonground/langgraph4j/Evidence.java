package dev.commonground.langgraph4j;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The words that a model says it has something from.
 *
 * @param quote the words; empty if there are none
 */
record Evidence(String quote, Standing standing) {

    /** Whether the words stand where the model can have them from. */
    enum Standing {
        /** The model quoted nothing, or nobody knows what it was given. */
        UNKNOWN,
        FOUND,
        MISSING
    }

    /** Looks a quote up. */
    static Evidence of(@Nullable String quote, @Nullable Predicate<String> source) {
        String given = quote == null ? "" : quote.strip();
        if (given.isEmpty() || source == null) {
            return new Evidence(given, Standing.UNKNOWN);
        }
        return new Evidence(given, source.test(given) ? Standing.FOUND : Standing.MISSING);
    }
}

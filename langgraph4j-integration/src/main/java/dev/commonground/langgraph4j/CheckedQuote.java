package dev.commonground.langgraph4j;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The words that a model quotes as evidence, checked against the model's source.
 *
 * @param quote the words; empty if the model quoted nothing
 * @param status the result of the check
 */
record CheckedQuote(String quote, QuoteStatus status) {

    /** Whether the quoted words occur in the source. */
    enum QuoteStatus {
        /** The model quoted nothing, or its source is unknown. */
        UNKNOWN,
        FOUND,
        MISSING
    }

    /** Checks a quote; without a source, nothing is checked. */
    static CheckedQuote of(@Nullable String quote, @Nullable Predicate<String> source) {
        String given = quote == null ? "" : quote.strip();
        if (given.isEmpty() || source == null) {
            return new CheckedQuote(given, QuoteStatus.UNKNOWN);
        }
        return new CheckedQuote(given, source.test(given) ? QuoteStatus.FOUND : QuoteStatus.MISSING);
    }

    boolean isFound() {
        return status == QuoteStatus.FOUND;
    }

    boolean isMissing() {
        return status == QuoteStatus.MISSING;
    }
}

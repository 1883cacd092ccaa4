package dev.commonground.internal.text;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** The rule for times: within 10,000 years of our era's beginning, so that sums and distances of times cannot overflow. */
public final class TimeRange {

    private static final Instant FIRST = Instant.parse("-9999-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private TimeRange() {}

    /**
     * Returns {@code time}.
     *
     * @param what what the time is, for the message, such as {@code "expiry"}
     * @throws IllegalArgumentException if the time is out of the range
     */
    public static Instant checked(String what, Instant time) {
        if (requireNonNull(time, what).isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException(
                    "The time '%s' is not within the years -9999 to 9999: pass an earlier or later one"
                            .formatted(what));
        }
        return time;
    }
}

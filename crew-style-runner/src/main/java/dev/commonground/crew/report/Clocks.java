package dev.commonground.crew.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats the times of a report in UTC, to the second, and durations. */
final class Clocks {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Clocks() {}

    static String time(Instant at) {
        return FORMAT.format(at);
    }

    /** Returns how long it took, such as {@code 2.5 s} or {@code 3 min 20 s}. */
    static String between(Instant from, Instant to) {
        Duration took = Duration.between(from, to);
        return took.toMinutes() > 0
                ? "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1_000.0);
    }
}

package dev.commonground.crew.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats the times of a report in UTC, to the second. */
final class Clocks {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Clocks() {}

    static String time(Instant at) {
        return FORMAT.format(at);
    }
}

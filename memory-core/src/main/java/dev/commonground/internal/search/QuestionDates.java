package dev.commonground.internal.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The dates that a question names: years, months and days of a month, as in "in May 2023", "on 8 May", "am 8. Mai" or
 * "2023-05-08".
 *
 * @param years the years; empty for any
 * @param months the months, some with a day; empty for any
 */
record QuestionDates(Set<Integer> years, Set<MonthDate> months) {

    /** People often report an event some days later, and a question names the day of the event. */
    private static final int TOLERANCE_DAYS = 7;

    private static final Pattern YEAR = Pattern.compile("(?<![\\p{L}\\p{N}])(?:19|20)\\d\\d(?![\\p{N}a-zA-Z])");
    private static final Pattern ISO_DATE =
            Pattern.compile("(?<![\\p{L}\\p{N}])((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d)(?!\\p{N})");

    /**
     * A month with or without a day.
     *
     * @param day the day, 1 to 31; 0 for any
     */
    record MonthDate(Month month, int day) {

        boolean matches(LocalDate date) {
            return day == 0
                    ? date.getMonth() == month
                    : IntStream.rangeClosed(-1, 1).anyMatch(years -> isNear(date, date.getYear() + years));
        }

        /** The days around a day may lie in the month or the year before or after it. */
        private boolean isNear(LocalDate date, int year) {
            return day <= month.length(Year.isLeap(year))
                    && Math.abs(LocalDate.of(year, month, day).toEpochDay() - date.toEpochDay()) <= TOLERANCE_DAYS;
        }
    }

    QuestionDates {
        years = Set.copyOf(years);
        months = Set.copyOf(months);
    }

    /** Returns the dates that {@code question} names. */
    static QuestionDates in(String question) {
        List<LocalDate> dates = isoDates(question);
        Set<Integer> years = new HashSet<>();
        Matcher year = YEAR.matcher(question);
        while (year.find()) {
            years.add(Integer.valueOf(year.group()));
        }
        Set<MonthDate> months = new HashSet<>(MonthNames.in(question));
        dates.forEach(date -> months.add(new MonthDate(date.getMonth(), date.getDayOfMonth())));
        return new QuestionDates(years, months);
    }

    private static List<LocalDate> isoDates(String question) {
        List<LocalDate> dates = new ArrayList<>();
        Matcher date = ISO_DATE.matcher(question);
        while (date.find()) {
            LocalDate parsed = parse(date.group());
            if (parsed != null) {
                dates.add(parsed);
            }
        }
        return dates;
    }

    private static @Nullable LocalDate parse(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** Returns whether the question names a date. */
    boolean isSet() {
        return !years.isEmpty() || !months.isEmpty();
    }

    /** Returns whether the question names a date that matches {@code date}. */
    boolean matches(LocalDate date) {
        return isSet()
                && (years.isEmpty() || years.contains(date.getYear()))
                && (months.isEmpty() || months.stream().anyMatch(month -> month.matches(date)));
    }
}

package dev.commonground.internal.search;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dates that a question names: years, months and days of a month, as in "in May 2023" or "on 8 May". A month must
 * start with a capital; otherwise the words "may" and "march" would name one.
 *
 * @param years the years; empty for any
 * @param months the months; empty for any
 * @param days the days of these months; empty for any
 */
record QuestionDates(Set<Integer> years, Set<Month> months, Set<Integer> days) {

    /** People often report an event some days later, and a question names the day of the event. */
    private static final int TOLERANCE_DAYS = 7;

    private static final Map<String, Month> MONTHS = new TreeMap<>();

    static {
        for (Month month : Month.values()) {
            String name = month.name().charAt(0) + month.name().substring(1).toLowerCase(Locale.ROOT);
            MONTHS.put(name, month);
        }
    }

    private static final Pattern MONTH = Pattern.compile("\\b(" + String.join("|", MONTHS.keySet()) + ")\\b");
    private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d\\d\\b");
    private static final Pattern DAY = Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)");

    QuestionDates {
        years = Set.copyOf(years);
        months = Set.copyOf(months);
        days = Set.copyOf(days);
    }

    /** Returns the dates that {@code question} names. */
    static QuestionDates in(String question) {
        Set<Month> months = new HashSet<>();
        Matcher month = MONTH.matcher(question);
        while (month.find()) {
            months.add(MONTHS.get(month.group(1)));
        }
        Set<Integer> years = new HashSet<>();
        Matcher year = YEAR.matcher(question);
        while (year.find()) {
            years.add(Integer.valueOf(year.group()));
        }
        return new QuestionDates(years, months, months.isEmpty() ? Set.of() : days(question));
    }

    private static Set<Integer> days(String question) {
        Set<Integer> days = new HashSet<>();
        Matcher day = DAY.matcher(question);
        while (day.find()) {
            int number = Integer.parseInt(day.group(1));
            if (number >= 1 && number <= 31) {
                days.add(number);
            }
        }
        return days;
    }

    /** Returns whether the question names a date. */
    boolean isSet() {
        return !years.isEmpty() || !months.isEmpty();
    }

    /** Returns whether the question names a date that matches {@code date}. */
    boolean matches(LocalDate date) {
        return isSet()
                && (years.isEmpty() || years.contains(date.getYear()))
                && (months.isEmpty() || months.contains(date.getMonth()))
                && (days.isEmpty() || days.stream().anyMatch(day -> isNear(date, day)));
    }

    /** Compares only the days; the month matches already. */
    private static boolean isNear(LocalDate date, int day) {
        return day <= YearMonth.from(date).lengthOfMonth() && Math.abs(date.getDayOfMonth() - day) <= TOLERANCE_DAYS;
    }
}

package dev.commonground.internal.search;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.search.QuestionDates.MonthDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the months that a text names, each with the day that stands beside it. A month in Latin letters must be one of
 * the text's {@link Language}, or an English one with a capital; otherwise "may" and "march" would be months.
 */
final class MonthNames {

    private static final String DAY = "(?<![\\p{N}:.,])(\\d{1,2})(?![\\p{N}:])";
    private static final String BEFORE = "(?:" + DAY + "(?:st|nd|rd|th|er|º|ª|\\.)?\\s*(?:of\\s+|de\\s+|di\\s+)?)?";
    private static final String AFTER = "(?:\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\p{N}:]))?";

    /** Chinese, Japanese and Korean number the months. */
    private static final Pattern NUMBERED = Pattern.compile("(?<!\\d)(\\d{1,2})\\s*[月월]\\s*(?:(\\d{1,2})\\s*[日일号])?");

    private static final Map<Language, MonthNames> BY_LANGUAGE = new TreeMap<>();

    static {
        for (Language language : Language.values()) {
            BY_LANGUAGE.put(language, new MonthNames(language));
        }
    }

    private final Map<String, Month> months = new TreeMap<>();
    private final Pattern pattern;

    private MonthNames(Language language) {
        addNames(Locale.ENGLISH);
        Stream.of("ru", "ar", "hi").map(Locale::forLanguageTag).forEach(this::addNames);
        if (language != Language.ENGLISH) {
            addNames(language.locale());
        }
        List<String> longestFirst = new ArrayList<>(months.keySet());
        longestFirst.sort((a, b) -> b.length() - a.length());
        String name = "(?<![\\p{L}\\p{M}])(" + String.join("|", longestFirst) + ")(?![\\p{L}\\p{M}])";
        this.pattern = Pattern.compile(BEFORE + name + AFTER);
    }

    private void addNames(Locale locale) {
        for (Month month : Month.values()) {
            for (TextStyle style : List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE)) {
                months.putIfAbsent(month.getDisplayName(style, locale), month);
            }
        }
    }

    /** Returns the months that {@code text} names. */
    static Set<MonthDate> in(String text) {
        Set<MonthDate> found = new HashSet<>();
        MonthNames names = requireNonNull(BY_LANGUAGE.get(Language.of(text)));
        Matcher named = names.pattern.matcher(text);
        while (named.find()) {
            String day = named.group(1) == null ? named.group(3) : named.group(1);
            found.add(new MonthDate(requireNonNull(names.months.get(named.group(2))), day(day)));
        }
        Matcher numbered = NUMBERED.matcher(text);
        while (numbered.find()) {
            int month = Integer.parseInt(numbered.group(1));
            if (month >= 1 && month <= Month.values().length) {
                found.add(new MonthDate(Month.of(month), day(numbered.group(2))));
            }
        }
        return found;
    }

    /** Returns 0, any day, for a number that is no day. */
    private static int day(String digits) {
        int day = digits == null ? 0 : Integer.parseInt(digits);
        return day > 31 ? 0 : day;
    }
}

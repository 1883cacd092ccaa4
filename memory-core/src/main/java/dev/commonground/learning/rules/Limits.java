package dev.commonground.learning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long, how many or how much something may be, in any unit. */
final class Limits {

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("eleven", "11"),
            Map.entry("twelve", "12"),
            Map.entry("fifteen", "15"),
            Map.entry("twenty", "20"),
            Map.entry("thirty", "30"),
            Map.entry("forty", "40"),
            Map.entry("fifty", "50"),
            Map.entry("sixty", "60"),
            Map.entry("ninety", "90"),
            Map.entry("a hundred", "100"),
            Map.entry("two hundred", "200"),
            Map.entry("three hundred", "300"),
            Map.entry("five hundred", "500"),
            Map.entry("a thousand", "1000"));

    private static final String AMOUNT = "(" + Vocabulary.NUMBER + ")[\\s-]+";

    /** A plural noun may be counted even if no list knows it, if the bound before it is plain. */
    private static final String ANY_UNIT =
            "(?!times\\b|others?\\b|(?:euro|dollar|pound|franc|percent)s?\\b)(\\p{L}{3,}s)\\b";

    private final Map<String, String> units;
    private final Pattern range;
    private final Pattern least;
    private final Pattern most;
    private final Pattern mostOfAny;
    private final Pattern amount;

    /** What is read: {@code key} is such as {@code "max_words"}. */
    record Limit(String key, String value) {}

    /** @param units the plural of each word that is counted, and {@code anyUnit} a pattern of these words */
    Limits(Map<String, String> units, String anyUnit) {
        this.units = Map.copyOf(units);
        String unit = "(" + anyUnit + ")\\b";
        String time = "(" + String.join("|", Vocabulary.TIME_UNITS) + ")\\b";
        String article = "\\s+(?:an? |the )?";
        this.range = Vocabulary.pattern(
                "\\b(?:between )?(" + Vocabulary.NUMBER + ")(?: to | and |\\s?[-–]\\s?)" + AMOUNT + unit);
        this.least = Vocabulary.pattern("\\b" + Vocabulary.AT_LEAST + article + AMOUNT + unit);
        this.most = Vocabulary.pattern(
                "\\b(?:" + Vocabulary.AT_MOST + "|" + Vocabulary.BELOW + ")" + article + AMOUNT + unit
                        + "|\\b" + AMOUNT + unit + Vocabulary.LIMIT_BEHIND
                        + "|\\blimit(?:ed)?(?: \\p{L}+)?(?: to| is| of|:)" + article + AMOUNT + time
                        + "|\\b" + AMOUNT + time + Vocabulary.LIMIT_BEHIND);
        this.mostOfAny = Vocabulary.pattern("\\b" + Vocabulary.AT_MOST + article + AMOUNT + ANY_UNIT);
        this.amount = Vocabulary.pattern("\\b" + AMOUNT + "(\\p{L}{3,})\\b");
    }

    /** Returns the limits that {@code text} sets in plain words. */
    List<Limit> in(String text) {
        Matcher between = range.matcher(text);
        if (between.find()) {
            String unit = unit(between.group(3));
            return List.of(
                    new Limit("min_" + unit, number(between.group(1))),
                    new Limit("max_" + unit, number(between.group(2))));
        }
        List<Limit> limits = new ArrayList<>();
        Matcher atLeast = least.matcher(text);
        if (atLeast.find()) {
            limits.add(new Limit("min_" + unit(atLeast.group(2)), number(atLeast.group(1))));
        }
        for (Pattern pattern : List.of(most, mostOfAny)) {
            pattern.matcher(text)
                    .results()
                    .map(match -> new Limit("max_" + unit(caught(match, 1)), number(caught(match, 0))))
                    .filter(limit -> !limits.contains(limit))
                    .forEach(limits::add);
        }
        return limits;
    }

    /** Returns an amount without a bound, such as stands in a correction, as if it were an upper one. */
    Optional<Limit> amountIn(String text) {
        Matcher matcher = amount.matcher(text);
        return matcher.find()
                ? Optional.of(new Limit("max_" + unit(matcher.group(2)), number(matcher.group(1))))
                : Optional.empty();
    }

    static String number(String said) {
        String word = said.toLowerCase(Locale.ROOT);
        return NUMBERS.getOrDefault(word, word.replaceAll("\\D", ""));
    }

    /** Returns the plural of {@code word}, with lines in the place of spaces. */
    static String plural(String word) {
        return (word.endsWith("s") ? word : word + "s").replace(' ', '_');
    }

    private String unit(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return units.getOrDefault(lower, plural(lower));
    }

    /** Returns the {@code index}-th group, from 0, that caught something. */
    private static String caught(MatchResult match, int index) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            Optional.ofNullable(match.group(i)).ifPresent(groups::add);
        }
        return groups.get(index);
    }
}

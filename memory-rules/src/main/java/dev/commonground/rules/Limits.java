package dev.commonground.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits of length, number and amount, in any unit. */
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

    private static final String AMOUNT = "(" + AmountPatterns.NUMBER + ")[\\s-]+";

    private static final String ARTICLE = "\\s+(?:an? |the )?";

    /** A noun in the plural that is no known unit. It counts only after an explicit upper limit. */
    private static final String ANY_UNIT =
            "(?!times\\b|others?\\b|(?:euro|dollar|pound|franc|percent)s?\\b)(\\p{L}{3,}s)\\b";

    private static final Pattern SMALLER = EnglishWords.pattern(AmountPatterns.SMALLER + "\\b");

    /** The words of a clause that only states a limit. */
    private static final int SHORT = 5;

    private final Map<String, String> units;
    private final Pattern range;
    private final Pattern least;
    private final Pattern most;
    private final Pattern mostOfAny;
    private final Pattern leastOfAny;
    private final Pattern amount;

    /** A limit, such as {@code max_words} and 500. */
    record Limit(String key, String value) {}

    /**
     * Creates a reader.
     *
     * @param units the plural of each known unit
     * @param anyUnit a pattern of the known units
     */
    Limits(Map<String, String> units, String anyUnit) {
        this.units = Map.copyOf(units);
        String unit = "(" + anyUnit + ")\\b";
        this.range = EnglishWords.pattern(
                "\\b(?<!from )(?:between )?(" + AmountPatterns.NUMBER + ")(?: to | and |\\s?[-–]\\s?)" + AMOUNT + unit);
        this.least = EnglishWords.pattern(AmountPatterns.AT_LEAST + ARTICLE + AMOUNT + unit + "|\\b" + AMOUNT + unit
                + AmountPatterns.LEAST_BEHIND);
        this.most = most(unit);
        this.mostOfAny = EnglishWords.pattern(AmountPatterns.AT_MOST + ARTICLE + AMOUNT + ANY_UNIT);
        this.leastOfAny = EnglishWords.pattern(AmountPatterns.AT_LEAST + ARTICLE + AMOUNT + ANY_UNIT);
        this.amount = EnglishWords.pattern("\\b" + AMOUNT + "(\\p{L}{3,})\\b");
    }

    private static Pattern most(String unit) {
        String time = "(" + String.join("|", AmountPatterns.TIME_UNITS) + ")\\b";
        return EnglishWords.pattern(
                "(?:" + AmountPatterns.AT_MOST + "|\\b" + AmountPatterns.BELOW + ")" + ARTICLE + AMOUNT + unit
                        + "|\\b" + AMOUNT + unit + AmountPatterns.LIMIT_BEHIND
                        + "|\\blimit(?:ed)?(?: \\p{L}+)?(?: to| is| of|:)" + ARTICLE + AMOUNT + time
                        + "|\\b(?:keep|keeps) (?:\\p{L}+ ){1,3}(?:under|below|within|to)" + ARTICLE + AMOUNT + time
                        + "|\\b" + AMOUNT + time + AmountPatterns.LIMIT_BEHIND);
    }

    /** Takes the limits out of {@code clause}. A clause with a word that may turn a limit has none. */
    List<Limit> takenFrom(Clause clause) {
        List<Limit> limits = new ArrayList<>();
        boolean unclear = clause.matches(AmountPatterns.PERMITTED) || clause.matches(AmountPatterns.DENIED_LIMIT);
        Optional<MatchResult> between = clause.find(range);
        if (between.isPresent()) {
            addRange(between.get(), limits);
            clause.take(between.get());
        } else {
            take(clause, least, "min_", limits);
            take(clause, most, "max_", limits);
            take(clause, mostOfAny, "max_", limits);
            if (EnglishWords.count(clause.statement()) <= SHORT) {
                take(clause, leastOfAny, "min_", limits);
            }
        }
        return unclear || isTurned(clause)
                ? List.of()
                : limits.stream().distinct().toList();
    }

    private static boolean isTurned(Clause clause) {
        return clause.governed()
                || Polarity.turns(clause.rest())
                || Polarity.raises(clause.rest())
                || AmountPatterns.JUDGED.matcher(clause.rest()).find();
    }

    private void addRange(MatchResult between, List<Limit> limits) {
        String unit = unit(between.group(3));
        String low = number(between.group(1));
        String high = number(between.group(2));
        if (Double.parseDouble(low) < Double.parseDouble(high)) {
            limits.add(new Limit("min_" + unit, low));
            limits.add(new Limit("max_" + unit, high));
        }
    }

    private void take(Clause clause, Pattern pattern, String bound, List<Limit> limits) {
        for (Optional<MatchResult> match = clause.find(pattern); match.isPresent(); match = clause.find(pattern)) {
            if (!isJudged(match.get(), clause.rest())) {
                limits.add(new Limit(bound + unit(group(match.get(), 1)), number(group(match.get(), 0))));
            }
            clause.take(match.get());
        }
    }

    /** Returns whether {@code match} describes what a judgement is about, as in "texts under 300 words are returned". */
    private static boolean isJudged(MatchResult match, String text) {
        return SMALLER.matcher(match.group()).lookingAt()
                && AmountPatterns.JUDGEMENT.matcher(text.substring(match.end())).find();
    }

    /** Returns the first amount in {@code text} as an upper limit, although the text does not call it one. */
    Optional<Limit> amountIn(String text) {
        Matcher matcher = amount.matcher(text);
        return matcher.find()
                ? Optional.of(new Limit("max_" + unit(matcher.group(2)), number(matcher.group(1))))
                : Optional.empty();
    }

    /** Returns the plural of {@code word} if it is a unit that this reader knows. */
    Optional<String> knownUnit(String word) {
        return Optional.ofNullable(units.get(word.toLowerCase(Locale.ROOT)));
    }

    static String number(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return NUMBERS.getOrDefault(word, word.replaceAll("\\D", ""));
    }

    /** Returns the plural of {@code word}, with underscores instead of spaces. */
    static String plural(String word) {
        return (word.endsWith("s") ? word : word + "s").replace(' ', '_');
    }

    private String unit(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return units.getOrDefault(lower, plural(lower));
    }

    /** Returns the {@code index}-th group with a value, counted from 0. */
    private static String group(MatchResult match, int index) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            Optional.ofNullable(match.group(i)).ifPresent(groups::add);
        }
        return groups.get(index);
    }
}

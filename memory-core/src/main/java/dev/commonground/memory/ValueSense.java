package dev.commonground.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a value says of its key, however it is written. Values of one sense do not contradict each other. */
final class ValueSense {

    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
    private static final Pattern SIGN = Pattern.compile("(?<=\\d)\\s*([%€$£])|([%€$£])\\s*(?=\\d)");
    private static final Pattern UNIT_FIRST = Pattern.compile("^(eur|euro|usd|gbp|dollar|pound)\\s+(\\d\\S*)$");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Set<String> ARTICLES = Set.of("the", "a", "an");
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("%", "percent"),
            Map.entry("€", "euro"),
            Map.entry("eur", "euro"),
            Map.entry("euros", "euro"),
            Map.entry("$", "dollar"),
            Map.entry("usd", "dollar"),
            Map.entry("dollars", "dollar"),
            Map.entry("£", "pound"),
            Map.entry("gbp", "pound"),
            Map.entry("pounds", "pound"));

    private ValueSense() {}

    /** Returns the same text for values of the same sense; a value that only repeats its key says yes to it. */
    static String of(String key, String value) {
        String plain = THOUSANDS.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
        String spaced = SIGN.matcher(plain).replaceAll(" $1$2 ").strip();
        Set<String> ofKey = Set.copyOf(words(key.toLowerCase(Locale.ROOT).replaceAll("[_:-]", " ")));
        String sense = words(spaced).stream()
                .filter(word -> !ofKey.contains(word))
                .map(word -> UNITS.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
        String said = UNIT_FIRST.matcher(sense).replaceFirst("$2 $1");
        return said.isEmpty() ? "yes" : said;
    }

    private static List<String> words(String text) {
        return Arrays.stream(SPACES.split(text.strip(), -1))
                .filter(word -> !ARTICLES.contains(word))
                .toList();
    }
}

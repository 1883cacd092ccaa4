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

    /** What only says in which form something comes, or that several make it up: a slide deck is slides. */
    private static final Pattern FORM =
            Pattern.compile("(?<=\\p{L}) (deck|document|file|format|message|set|group|team)$");

    private static final Pattern PLURAL = Pattern.compile("(?<=\\p{L}{2}[^\\P{L}siu])s$");
    private static final Map<String, String> UNITS = Map.of(
            "%", "percent", "€", "euro", "eur", "euro", "$", "dollar", "usd", "dollar", "£", "pound", "gbp", "pound");

    private ValueSense() {}

    /** Returns the same text for values of the same sense; a value that only repeats its key says yes to it. */
    static String of(String key, String value) {
        String plain = THOUSANDS.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
        String spaced = SIGN.matcher(plain).replaceAll(" $1$2 ").strip();
        Set<String> ofKey = Set.copyOf(words(key.toLowerCase(Locale.ROOT).replaceAll("[_:-]", " ")));
        String sense = words(spaced).stream()
                .filter(word -> !ofKey.contains(word))
                .map(word -> PLURAL.matcher(word).replaceFirst(""))
                .map(word -> UNITS.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
        String said = UNIT_FIRST.matcher(FORM.matcher(sense).replaceFirst("")).replaceFirst("$2 $1");
        return said.isEmpty() ? "yes" : said;
    }

    private static List<String> words(String text) {
        return Arrays.stream(SPACES.split(text.strip(), -1))
                .filter(word -> !ARTICLES.contains(word))
                .toList();
    }
}

package dev.commonground.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.en.EnglishMinimalStemmer;

/** The meaning of a value, independent of its notation. Values of equal meaning do not contradict each other. */
final class ValueSense {

    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
    private static final Pattern SIGN = Pattern.compile("(?<=\\d)\\s*([%€$£])|([%€$£])\\s*(?=\\d)");
    private static final Pattern UNIT_FIRST = Pattern.compile("^(eur|euro|usd|gbp|dollar|pound)\\s+(\\d\\S*)$");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Set<String> ARTICLES = Set.of("the", "a", "an");

    /** A last word that only names a form or a group: a slide deck is slides. */
    private static final Pattern FORM =
            Pattern.compile("(?<=\\p{L}) (deck|document|file|format|message|set|group|team)$");

    private static final int SHORTEST_PLURAL = 4;
    private static final Map<String, String> UNITS = Map.of(
            "%", "percent", "€", "euro", "eur", "euro", "$", "dollar", "usd", "dollar", "£", "pound", "gbp", "pound");

    private ValueSense() {}

    /** Returns equal texts for values of equal meaning; a value that only repeats its key means yes. */
    static String of(String key, String value) {
        String plain = THOUSANDS.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
        String spaced = SIGN.matcher(plain).replaceAll(" $1$2 ").strip();
        Set<String> ofKey = Set.copyOf(words(key.toLowerCase(Locale.ROOT).replaceAll("[_:-]", " ")));
        String sense = words(spaced).stream()
                .filter(word -> !ofKey.contains(word))
                .map(ValueSense::singular)
                .map(word -> UNITS.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
        String said = UNIT_FIRST.matcher(FORM.matcher(sense).replaceFirst("")).replaceFirst("$2 $1");
        return said.isEmpty() ? "yes" : said;
    }

    /** Leaves short words such as "yes" and "gas" alone. */
    private static String singular(String word) {
        if (word.length() < SHORTEST_PLURAL) {
            return word;
        }
        char[] characters = word.toCharArray();
        return new String(characters, 0, new EnglishMinimalStemmer().stem(characters, characters.length));
    }

    private static List<String> words(String text) {
        return Arrays.stream(SPACES.split(text.strip(), -1))
                .filter(word -> !ARTICLES.contains(word))
                .toList();
    }
}

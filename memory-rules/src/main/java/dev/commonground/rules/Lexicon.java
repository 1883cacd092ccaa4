package dev.commonground.rules;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words for tones and units, and the application's own rules. */
final class Lexicon {

    private final Map<String, String> tones;
    private final List<OwnRule> rules;
    private final Pattern tone;
    private final Pattern toneWord;
    private final Limits limits;

    /**
     * Creates a lexicon with all known words.
     *
     * @param tones the tone for each additional word
     * @param units the unit in the plural for each additional word
     */
    Lexicon(Map<String, String> tones, Map<String, String> units, List<OwnRule> rules) {
        this.tones = new TreeMap<>(tones);
        StylePatterns.TONES.forEach(word -> this.tones.putIfAbsent(word, word));
        Map<String, String> allUnits = new TreeMap<>(units);
        AmountPatterns.UNITS.forEach(word -> allUnits.putIfAbsent(word, Limits.plural(word)));
        this.rules = List.copyOf(rules);
        this.tone = tonePattern(anyOf(this.tones.keySet()));
        this.toneWord = EnglishWords.pattern("\\b" + anyOf(this.tones.keySet()) + "\\b");
        this.limits = new Limits(allUnits, anyOf(allUnits.keySet()));
    }

    Pattern tone() {
        return tone;
    }

    /** Returns a pattern of a single word for a tone. */
    Pattern toneWord() {
        return toneWord;
    }

    /** Returns the tone for {@code word}. */
    String toneOf(String word) {
        return tones.getOrDefault(word, word);
    }

    Limits limits() {
        return limits;
    }

    List<OwnRule> rules() {
        return rules;
    }

    /** Returns a pattern of {@code words}, longest first, because a word may start with another word. */
    private static String anyOf(Collection<String> words) {
        return words.stream()
                .sorted((one, other) -> other.length() - one.length())
                .map(word -> Pattern.quote(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    private static Pattern tonePattern(String words) {
        String word = "(" + words + ")";
        String mild = "(?:very |strictly |quite |more |rather )?";
        return EnglishWords.pattern("\\b(?:in )?(?:an? |the )?" + word
                + " (?:tone|language|wording|style|register|voice)\\b"
                + "|\\b(?:tone|style|wording|language)\\b(?: (?:must|should|has|needs|is|to|be|stay|stays|remain))*:?\\s+"
                + mild + word
                + "\\b|\\b(?:keep|make|write|wants?|prefers?) (?:it|this|things|everything|the \\p{L}+) " + mild
                + "(?:\\p{L}+(?:,| and) )?" + word + "\\b");
    }
}

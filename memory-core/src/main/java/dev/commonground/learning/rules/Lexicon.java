package dev.commonground.learning.rules;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of {@link Vocabulary} that a user may add to, and the rules of a user's own. */
final class Lexicon {

    private final Map<String, String> tones;
    private final Map<String, String> units;
    private final List<OwnRule> rules;
    private final Pattern tone;
    private final Limits limits;

    /**
     * @param tones the tone that each further word names
     * @param units the unit, in the plural, that each further word counts
     */
    Lexicon(Map<String, String> tones, Map<String, String> units, List<OwnRule> rules) {
        this.tones = new TreeMap<>(tones);
        Vocabulary.TONES.forEach(word -> this.tones.putIfAbsent(word, word));
        this.units = new TreeMap<>(units);
        Vocabulary.UNITS.forEach(word -> this.units.putIfAbsent(word, Limits.plural(word)));
        this.rules = List.copyOf(rules);
        this.tone = tonePattern(anyOf(this.tones.keySet()));
        this.limits = new Limits(this.units, anyOf(this.units.keySet()));
    }

    Pattern tone() {
        return tone;
    }

    /** Returns the tone that {@code word} names: itself, unless a user says otherwise. */
    String toneOf(String word) {
        return tones.getOrDefault(word, word);
    }

    Limits limits() {
        return limits;
    }

    List<OwnRule> rules() {
        return rules;
    }

    /** Longer words stand first, so that none hides behind its beginning. */
    private static String anyOf(Collection<String> words) {
        return words.stream()
                .sorted((one, other) -> other.length() - one.length())
                .map(word -> Pattern.quote(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    private static Pattern tonePattern(String words) {
        String word = "(" + words + ")";
        String mild = "(?:very |strictly |quite |more |rather )?";
        return Vocabulary.pattern("\\b(?:in )?(?:an? |the )?" + word
                + " (?:tone|language|wording|style|register|voice)\\b"
                + "|\\b(?:tone|style|wording|language)\\b(?: (?:must|should|has|needs|is|to|be|stay|stays|remain))*:?\\s+"
                + mild + word
                + "\\b|\\b(?:keep|make|write|wants?|prefers?) (?:it|this|things|everything|the \\p{L}+) " + mild
                + "(?:\\p{L}+(?:,| and) )?" + word + "\\b");
    }
}

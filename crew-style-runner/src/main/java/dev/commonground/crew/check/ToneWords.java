package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words for the {@link ConstraintCheck} of a tone, each with a plain replacement.
 *
 * <pre>{@code
 * ToneWords.casual().get("gonna");          // "going to"
 * ToneWords.spellOut("We can't, it's late"); // "We cannot, it is late"
 * }</pre>
 */
public final class ToneWords {

    private static final Map<String, String> CASUAL = Map.ofEntries(
            Map.entry("hey", ""),
            Map.entry("hi", ""),
            Map.entry("yeah", ""),
            Map.entry("yep", ""),
            Map.entry("nope", ""),
            Map.entry("ok", "acceptable"),
            Map.entry("okay", "acceptable"),
            Map.entry("gonna", "going to"),
            Map.entry("wanna", "want to"),
            Map.entry("gotta", "have to"),
            Map.entry("kinda", "rather"),
            Map.entry("sorta", "rather"),
            Map.entry("stuff", "material"),
            Map.entry("awesome", "good"),
            Map.entry("cool", "good"),
            Map.entry("guys", "people"),
            Map.entry("folks", "people"),
            Map.entry("btw", ""),
            Map.entry("lol", ""),
            Map.entry("cheers", ""),
            Map.entry("super easy", "very easy"),
            Map.entry("no worries", ""),
            Map.entry("a bunch of", "many"),
            Map.entry("lots of", "many"),
            Map.entry("tons of", "many"));

    private static final Map<String, String> STIFF = Map.ofEntries(
            Map.entry("hereby", ""),
            Map.entry("herein", "here"),
            Map.entry("hereto", "to this"),
            Map.entry("hereinafter", "below"),
            Map.entry("henceforth", "from now on"),
            Map.entry("heretofore", "so far"),
            Map.entry("hitherto", "so far"),
            Map.entry("thereof", "of it"),
            Map.entry("therein", "in it"),
            Map.entry("thereto", "to it"),
            Map.entry("whereas", "while"),
            Map.entry("wherein", "in which"),
            Map.entry("pursuant", "according"),
            Map.entry("aforementioned", "same"),
            Map.entry("aforesaid", "same"),
            Map.entry("notwithstanding", "despite"),
            Map.entry("forthwith", "at once"),
            Map.entry("shall", "will"),
            Map.entry("utilize", "use"),
            Map.entry("utilise", "use"));

    private static final Map<String, String> IRREGULAR =
            Map.of("can't", "cannot", "won't", "will not", "shan't", "will not", "let's", "let us");

    private static final Map<String, String> ENDINGS = Map.of(
            "n't", " not", "'re", " are", "'ll", " will", "'ve", " have", "'d", " would", "'m", " am", "'s", " is");

    private static final Pattern CONTRACTION = Pattern.compile(
            "\\b(?:(?<irregular>can't|won't|shan't|let's)"
                    + "|(?<stem>\\p{L}+?)(?<ending>n't|'(?:re|ve|ll|d|m))"
                    + "|(?<subject>it|that|there|here|what|who|where|how|he|she)'s)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private ToneWords() {}

    /** Returns the casual words and phrases with their replacements. An empty replacement removes the word. */
    public static Map<String, String> casual() {
        return CASUAL;
    }

    /** Returns the stiff words with their replacements. An empty replacement removes the word. */
    public static Map<String, String> stiff() {
        return STIFF;
    }

    /** Returns {@code text} with its contractions spelled out: "it's" becomes "it is". */
    public static String spellOut(String text) {
        return CONTRACTION
                .matcher(requireNonNull(text, "text").replace('\u2019', '\''))
                .replaceAll(found -> Matcher.quoteReplacement(spelledOut(found)));
    }

    private static String spelledOut(MatchResult found) {
        Matcher contraction = CONTRACTION.matcher(found.group());
        if (!contraction.matches()) {
            return found.group();
        }
        String irregular = contraction.group("irregular");
        if (irregular != null) {
            return irregular(irregular);
        }
        String subject = contraction.group("subject");
        return subject == null
                ? contraction.group("stem") + ending(contraction.group("ending"))
                : subject + ending("'s");
    }

    private static String irregular(String contraction) {
        String words = IRREGULAR.getOrDefault(contraction.toLowerCase(Locale.ROOT), contraction);
        return contraction.charAt(0) + words.substring(1);
    }

    private static String ending(String contracted) {
        return ENDINGS.getOrDefault(contracted.toLowerCase(Locale.ROOT), contracted);
    }

    /** Returns a pattern that matches any of {@code words} as a whole word, the longest first. */
    public static Pattern anyOf(Collection<String> words) {
        String alternatives = requireNonNull(words, "words").stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Returns the contractions of {@code text}, each once. */
    static Set<String> contractions(String text) {
        return found(CONTRACTION, text);
    }

    static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        pattern.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }
}

package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.en.EnglishMinimalStemmer;

/**
 * The normalized words that the checks compare: in lower case, without punctuation, possessive and plural endings.
 *
 * <pre>{@code
 * WordStems.stems("The client's boxes");           // the, client, box
 * WordStems.occurs("price list", "Our price lists"); // true
 * }</pre>
 */
public final class WordStems {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['\u2019]\\p{L}+)?");

    /** Lucene stems "boxes" to "boxe", so this pattern removes the e from "boxe" and "axe" alike. */
    private static final Pattern SILENT_E = Pattern.compile("(?<=s|x|z|ch|sh)e$");

    private static final EnglishMinimalStemmer STEMMER = new EnglishMinimalStemmer();

    private WordStems() {}

    /** Returns the words of {@code text} in their order, in lower case, with a straight apostrophe. */
    public static List<String> words(String text) {
        return WORD.matcher(requireNonNull(text, "text").toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(word -> word.replace('\u2019', '\''))
                .toList();
    }

    /** Returns the stems of the words of {@code text}, in their order. */
    public static List<String> stems(String text) {
        return words(text).stream().map(WordStems::stem).toList();
    }

    /** Returns whether the stems of {@code phrase} occur in {@code text} next to each other. */
    public static boolean occurs(String phrase, String text) {
        List<String> wanted = stems(requireNonNull(phrase, "phrase"));
        return Collections.indexOfSubList(stems(text), wanted) >= 0 && !wanted.isEmpty();
    }

    private static String stem(String word) {
        String singular = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        char[] letters = singular.toCharArray();
        String stem = new String(letters, 0, STEMMER.stem(letters, letters.length));
        return SILENT_E.matcher(stem).replaceFirst("");
    }
}

package dev.commonground.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.en.EnglishMinimalStemmer;

/** Splits texts into words, and compares words. */
final class EnglishWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:'\\p{L}+)?");
    private static final Pattern FIGURE = Pattern.compile("\\d");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private EnglishWords() {}

    /** Returns the words of {@code list}, which are separated by spaces. */
    static Set<String> set(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ", -1)));
    }

    /** Compiles a pattern that ignores case. */
    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Returns the words of {@code text} in lower case. */
    static List<String> of(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** Returns the words of {@code text} in the singular. */
    static List<String> stems(String text) {
        return of(text).stream().map(EnglishWords::stem).toList();
    }

    /** Returns the words of {@code text} in the singular, without stop words and duplicates. */
    static Set<String> content(String text) {
        return of(text).stream()
                .filter(word -> !CommonWords.STOP_WORDS.contains(word))
                .map(EnglishWords::stem)
                .collect(Collectors.toSet());
    }

    /** Returns whether {@code text} contains one of {@code words}. */
    static boolean mentions(String text, Set<String> words) {
        return of(text).stream().anyMatch(words::contains);
    }

    static boolean hasFigure(String text) {
        return FIGURE.matcher(text).find();
    }

    /** Returns the number of parts of {@code text} between white space. */
    static int count(String text) {
        return (int) SPACES.splitAsStream(text.strip())
                .filter(part -> !part.isEmpty())
                .count();
    }

    static String oneLine(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Returns {@code word} in the singular and without a possessive ending. */
    static String stem(String word) {
        char[] characters = (word.endsWith("'s") ? word.substring(0, word.length() - 2) : word).toCharArray();
        return new String(characters, 0, new EnglishMinimalStemmer().stem(characters, characters.length));
    }
}

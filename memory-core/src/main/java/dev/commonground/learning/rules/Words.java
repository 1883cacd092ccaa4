package dev.commonground.learning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as the rules compare them. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:'\\p{L}+)?");
    private static final Pattern FIGURE = Pattern.compile("\\d");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Words() {}

    /** Returns the words of {@code text} in lower case, as they are spelled. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** Returns the words of {@code text} without plural endings, with repetitions. */
    static List<String> stems(String text) {
        return of(text).stream().map(Words::stem).toList();
    }

    /** Returns the different stems of {@code text} that carry meaning. */
    static Set<String> content(String text) {
        return of(text).stream()
                .filter(word -> !Vocabulary.IDLE.contains(word))
                .map(Words::stem)
                .collect(Collectors.toSet());
    }

    /** Returns whether one of the words of {@code text} is in {@code vocabulary}. */
    static boolean mentions(String text, Set<String> vocabulary) {
        return of(text).stream().anyMatch(vocabulary::contains);
    }

    static boolean hasFigure(String text) {
        return FIGURE.matcher(text).find();
    }

    /** Returns how many pieces white space makes of {@code text}. */
    static int count(String text) {
        return (int) SPACES.splitAsStream(text.strip())
                .filter(piece -> !piece.isEmpty())
                .count();
    }

    static String oneLine(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String stem(String word) {
        String plain = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        if (plain.length() > 4 && plain.endsWith("ies")) {
            return plain.substring(0, plain.length() - 3) + "y";
        }
        if (plain.length() > 4 && plain.matches(".*(s|x|z|ch|sh)es")) {
            return plain.substring(0, plain.length() - 2);
        }
        boolean plural = plain.length() > 3 && plain.endsWith("s") && !plain.matches(".*(ss|us|is)");
        return plural ? plain.substring(0, plain.length() - 1) : plain;
    }
}

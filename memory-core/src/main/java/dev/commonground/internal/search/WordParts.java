package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the words in one token: an identifier such as {@code max_words} or {@code getUserName} consists of several, a
 * number has one value in any notation, and "l'eau" is water.
 */
final class WordParts {

    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,'’]\\d{2,3})*[.,'’]\\d{3}");
    private static final Pattern DECIMAL = Pattern.compile("(\\d+)[.,](\\d*?)0*");
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D");
    private static final Pattern APOSTROPHE = Pattern.compile("(.+)['’](\\p{L}+)");
    private static final Set<String> ENDINGS = Set.of("s", "ll", "re", "ve", "d", "m");

    /** Where a part of an identifier ends: at a sign, or before the capital of the next word. */
    private static final Pattern BOUNDARY = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private WordParts() {}

    /** Returns the words of a token: the token itself, followed by its parts if it has several. */
    static List<String> of(String token) {
        if (isPlain(token)) {
            return List.of(token);
        }
        if (Character.isDigit(token.charAt(0))) {
            return List.of(number(token));
        }
        Matcher apostrophe = APOSTROPHE.matcher(token);
        return apostrophe.matches()
                ? List.of(withoutApostrophe(token, apostrophe.group(1), apostrophe.group(2)))
                : withParts(token);
    }

    /** Returns a name with spaces between its words. */
    static String spaced(String name) {
        return BOUNDARY.matcher(name).replaceAll(" ");
    }

    /** Returns whether a token is its only word without any pattern, as most tokens are. */
    static boolean isPlain(CharSequence token) {
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (!Character.isLetterOrDigit(c) || (i > 0 && Character.isUpperCase(c))) {
                return false;
            }
        }
        return true;
    }

    private static String number(String token) {
        if (GROUPED.matcher(token).matches()) {
            return NOT_A_DIGIT.matcher(token).replaceAll("");
        }
        Matcher decimal = DECIMAL.matcher(token);
        if (!decimal.matches()) {
            return token;
        }
        return decimal.group(2).isEmpty() ? decimal.group(1) : decimal.group(1) + "." + decimal.group(2);
    }

    /** English endings follow the word ("Anna's"), Romance articles precede it ("l'eau"); "don't" is one word. */
    private static String withoutApostrophe(String token, String before, String after) {
        String ending = after.toLowerCase(Locale.ROOT);
        if (ENDINGS.contains(ending)) {
            return before;
        }
        return ending.equals("t") ? token : after;
    }

    private static List<String> withParts(String token) {
        List<String> words = new ArrayList<>();
        words.add(token);
        BOUNDARY.splitAsStream(token).filter(part -> !part.isEmpty()).forEach(words::add);
        return words.size() == 2 ? List.of(words.get(1)) : words;
    }
}

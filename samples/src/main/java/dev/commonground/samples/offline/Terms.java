package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words as the rules compare them: lower case, without plural endings. */
final class Terms {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’]\\p{L}+)?");
    private static final Pattern FIGURE = Pattern.compile("\\d[\\d.,]*");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Terms() {}

    /** Returns the terms of {@code text} in order, with repetitions. */
    static List<String> of(String text) {
        return words(text).stream().map(Terms::stem).toList();
    }

    /** Returns the different terms of {@code text} that carry meaning. */
    static Set<String> content(String text) {
        Set<String> terms = new LinkedHashSet<>(of(text));
        terms.removeIf(term -> Vocabulary.IDLE.contains(term));
        return terms;
    }

    /** Returns whether every term of {@code phrase} stands somewhere in {@code text}. */
    static boolean covers(String text, String phrase) {
        return of(text).containsAll(of(phrase));
    }

    /** Returns the words of {@code text} in lower case, as they are spelled. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group().replace('’', '\''));
        }
        return words;
    }

    /** Returns whether one of the words of {@code text} is in {@code vocabulary}. */
    static boolean mentions(String text, Set<String> vocabulary) {
        return words(text).stream().anyMatch(vocabulary::contains);
    }

    /** Returns how many pieces there are in {@code text}, signs of Markdown included. */
    static int count(String text) {
        return pieces(text).size();
    }

    /** Returns the pieces into which white space cuts {@code text}. */
    static List<String> pieces(String text) {
        return SPACES.splitAsStream(text.strip())
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    /** Returns the figures of {@code text}, without separators of thousands. */
    static Set<String> figures(String text) {
        Set<String> figures = new LinkedHashSet<>();
        Matcher matcher = FIGURE.matcher(text);
        while (matcher.find()) {
            figures.add(matcher.group().replaceAll("[.,]+$", "").replaceAll(",(?=\\d{3})", ""));
        }
        return figures;
    }

    /** Returns {@code text} with a capital in front. */
    static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String stem(String word) {
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

package dev.commonground.samples.offline;

import dev.commonground.crew.check.WordStems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Splits texts for the rules: into stems with a meaning, words and figures. */
final class TextTerms {

    private static final Pattern FIGURE = Pattern.compile("\\d[\\d.,]*");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private TextTerms() {}

    /** Returns the different stems of {@code text} that have a meaning. */
    static Set<String> content(String text) {
        return WordStems.words(text).stream()
                .filter(word -> !OfflineVocabulary.IDLE.contains(word))
                .flatMap(word -> WordStems.stems(word).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns whether every word of {@code phrase} occurs somewhere in {@code text}, in the singular or the plural. */
    static boolean covers(String text, String phrase) {
        return WordStems.stems(text).containsAll(WordStems.stems(phrase));
    }

    /** Returns whether one of the words of {@code text} is in {@code vocabulary}. */
    static boolean mentions(String text, Set<String> vocabulary) {
        return WordStems.words(text).stream().anyMatch(vocabulary::contains);
    }

    /** Returns the number of pieces in {@code text}, including marks of Markdown. */
    static int count(String text) {
        return pieces(text).size();
    }

    /** Returns the parts of {@code text} between white space. */
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

    /** Returns {@code text} with a capital first letter. */
    static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

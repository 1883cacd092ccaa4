package dev.commonground.crew.check;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words as the checks compare them: in lower case, without punctuation, in the singular. */
final class Words {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern HISSING_PLURAL = Pattern.compile("\\w+(?:x|ch|sh|z|ss)es");

    private Words() {}

    /** Returns the stems of {@code text}, in order. */
    static List<String> stems(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .map(Words::stem)
                .toList();
    }

    /** Returns whether the stems of {@code phrase} stand in {@code text} one right after the other. */
    static boolean occurs(String phrase, String text) {
        List<String> wanted = stems(phrase);
        return !wanted.isEmpty() && Collections.indexOfSubList(stems(text), wanted) >= 0;
    }

    private static String stem(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (HISSING_PLURAL.matcher(word).matches()) {
            return word.substring(0, word.length() - 2);
        }
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.matches(".*(?:ss|us|is)");
        return plural ? word.substring(0, word.length() - 1) : word;
    }
}

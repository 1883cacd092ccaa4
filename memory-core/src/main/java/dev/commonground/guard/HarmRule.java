package dev.commonground.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of a pattern.
 *
 * <p>Thread-safe.
 */
final class HarmRule {

    private static final String WORD_BOUNDARY = "\\b";

    private final HarmPattern pattern;
    private final Pattern regex;

    HarmRule(HarmPattern pattern, String regex) {
        this.pattern = pattern;
        this.regex = Pattern.compile(regex);
    }

    HarmPattern pattern() {
        return pattern;
    }

    /** Returns whether a match can begin within a word. */
    boolean canBeginInWord() {
        return !regex.pattern().startsWith(WORD_BOUNDARY);
    }

    /** Returns whether a match can begin with {@code prefix}, whatever follows. */
    boolean canBeginWith(String prefix) {
        Matcher matcher = regex.matcher(prefix);
        return matcher.lookingAt() || matcher.hitEnd();
    }

    /** Returns whether a match begins at an index of {@code text}. */
    boolean isAt(int index, String text) {
        return regex.matcher(text)
                .region(index, text.length())
                .useAnchoringBounds(false)
                .useTransparentBounds(true)
                .lookingAt();
    }
}

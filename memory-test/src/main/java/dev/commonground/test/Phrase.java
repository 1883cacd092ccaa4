package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Memory;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Some words that a test looks for in memories. Immutable. */
final class Phrase {

    /** Scripts that write no spaces between words, so a word has no visible boundary. */
    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final String words;
    private final Pattern pattern;

    Phrase(String words) {
        this.words = requireNonNull(words, "phrase").strip();
        if (this.words.isEmpty()) {
            throw new IllegalArgumentException("The phrase is blank, so every memory has it: pass some words");
        }
        String quoted =
                Arrays.stream(this.words.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        boolean starts = hasBoundary(this.words.codePointAt(0));
        boolean ends = hasBoundary(this.words.codePointBefore(this.words.length()));
        pattern = Pattern.compile(
                (starts ? "(?<![\\p{L}\\p{N}])(?<!\\p{N}[.,])" : "")
                        + quoted
                        + (ends ? "(?![\\p{L}\\p{N}])(?![.,]\\p{N})" : ""),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static boolean hasBoundary(int character) {
        return Character.isLetterOrDigit(character) && !WITHOUT_SPACES.contains(UnicodeScript.of(character));
    }

    boolean occursIn(Memory memory) {
        return pattern.matcher(memory.text()).find()
                || (memory.key() != null
                        && pattern.matcher(memory.key() + " = " + memory.value())
                                .find());
    }

    @Override
    public String toString() {
        return "\"" + words + "\"";
    }
}

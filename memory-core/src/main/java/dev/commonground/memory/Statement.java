package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of a memory, independent of its authors. Two equal statements in one scope are one memory. All texts are
 * normalized to Unicode NFC and trimmed; runs of white space in key and value become single spaces.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind the kind of statement
 * @param key the subject, such as {@code "tone"}, at most {@value #MAX_KEY} characters; null for a statement without one
 * @param value the value of the key, such as {@code "formal"}, at most {@value #MAX_KEY} characters; null exactly if the
 *     key is null
 * @param text the statement in words, at most {@value #MAX_TEXT} characters; never blank
 */
public record Statement(
        Kind kind, @Nullable String key, @Nullable String value, String text) {

    /** The order of lists: by kind, then key, value and text; statements without a key come last. */
    public static final Comparator<Statement> BY_KIND = Comparator.comparing(Statement::kind)
            .thenComparing(Statement::key, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Statement::value, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Statement::text);

    /** The most characters of a text. */
    public static final int MAX_TEXT = 8_000;

    /** The most characters of a key or value. */
    public static final int MAX_KEY = 256;

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    public Statement {
        requireNonNull(kind, "kind");
        text = checked("text", text, MAX_TEXT);
        if ((key == null) != (value == null)) {
            throw new IllegalArgumentException(
                    "A keyed memory has a key and a value, but only the %s was given: pass both or neither"
                            .formatted(key == null ? "value" : "key"));
        }
        key = key == null ? null : oneLine(checked("key", key, MAX_KEY));
        value = value == null ? null : oneLine(checked("value", value, MAX_KEY));
    }

    /**
     * Returns whether both have the same key and different values. The comparison ignores case, the notation of numbers and
     * units ({@code 40,000 euros}, {@code EUR 40000}), words that repeat the key ({@code tone} is {@code formal tone}),
     * plurals, and a last word that only names a form ({@code slides}, {@code slide deck}).
     */
    public boolean contradicts(Statement other) {
        requireNonNull(other, "other");
        return key != null
                && key.equals(other.key)
                && value != null
                && other.value != null
                && !ValueSense.of(key, value).equals(ValueSense.of(key, other.value));
    }

    /** Returns the text with single spaces, the form that identity compares. */
    public String normalizedText() {
        return oneLine(text);
    }

    private static String oneLine(String text) {
        return SPACES.matcher(text).replaceAll(" ");
    }

    static String checked(String what, String text, int max) {
        requireCharacters(what, requireNonNull(text, what));
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (isBlank(normal)) {
            throw new IllegalArgumentException(
                    "The %s of a memory is blank, so there is nothing to remember: pass some words".formatted(what));
        }
        if (normal.length() > max) {
            throw new IllegalArgumentException(
                    "The %s of a memory has %,d characters, but at most %,d are allowed: split it into single statements, or store it elsewhere and remember where"
                            .formatted(what, normal.length(), max));
        }
        return normal;
    }

    /** Rejects half of a surrogate pair, which no encoding can store. */
    static void requireCharacters(String what, String text) {
        if (hasSurrogate(text)) {
            throw new IllegalArgumentException(
                    "The %s of a memory has half a character, a single surrogate, which cannot be stored: cut texts between characters, not within one"
                            .formatted(what));
        }
    }

    private static boolean hasSurrogate(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (Character.getType(text.codePointAt(at)) == Character.SURROGATE) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(String text) {
        int at = 0;
        while (at < text.length() && blank(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at == text.length();
    }

    /** Returns whether a character is white space or has no width, which some tokenizers drop. */
    private static boolean blank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }
}

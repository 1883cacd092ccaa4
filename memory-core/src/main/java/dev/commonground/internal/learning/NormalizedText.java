package dev.commonground.internal.learning;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A text in the form in which texts are compared: lower case, single spaces, plain quotation marks, stops and dashes, no
 * full-width or half-width forms, ASCII digits, no emphasis and no invisible characters. It maps each of its characters to
 * positions in the original, and can return matches as the author spelled them.
 */
public final class NormalizedText {

    private static final int VOICED_MARK = 0x3099;
    private static final int SEMI_VOICED_MARK = 0x309a;
    private static final int NEXT_LINE = 0x85;
    private static final int ASCII = 0x80;

    private final String original;
    private final StringBuilder normalized = new StringBuilder();
    private int[] starts;
    private int[] ends;

    private NormalizedText(String original) {
        this.original = original;
        this.starts = new int[original.length() + 1];
        this.ends = new int[original.length() + 1];
        int c;
        for (int i = 0; i < original.length(); i += Character.charCount(c)) {
            c = original.codePointAt(i);
            append(plain(c), i, i + Character.charCount(c));
        }
    }

    /** Returns {@code text} in its normalized form, without leading and trailing spaces. */
    public static String of(String text) {
        return new NormalizedText(text).normalized.toString().strip();
    }

    /** Returns {@code text} with the positions of its characters. */
    static NormalizedText withPositions(String text) {
        return new NormalizedText(text);
    }

    /**
     * Returns the first occurrence of {@code words}, in the original's spelling: whole words in scripts with spaces, with or
     * without a Korean particle, and whole characters in other scripts.
     *
     * @param words normalized and not empty
     */
    Optional<String> find(String words) {
        for (int start = normalized.indexOf(words); start >= 0; start = normalized.indexOf(words, start + 1)) {
            int end = start + words.length();
            if (isBoundary(start) && (isBoundary(end) || isParticle(end))) {
                return Optional.of(original.substring(starts[start], ends[end - 1]));
            }
        }
        return Optional.empty();
    }

    /** Returns whether no word and no number continues across {@code position}. */
    private boolean isBoundary(int position) {
        boolean beforeSeparator = isDigit(position - 1) && isSeparator(position) && isDigit(position + 1);
        boolean afterSeparator = isDigit(position - 2) && isSeparator(position - 1) && isDigit(position);
        return !continues(position) && !beforeSeparator && !afterSeparator;
    }

    private boolean continues(int position) {
        if (position <= 0 || position >= normalized.length()) {
            return false;
        }
        int left = normalized.codePointBefore(position);
        int right = normalized.codePointAt(position);
        if (!Scripts.isWord(left) || !Scripts.isWord(right)) {
            return false;
        }
        return Scripts.isOneCharacter(left, right)
                || (Scripts.isNumeral(left) && Scripts.isNumeral(right))
                || !(Scripts.isUnspaced(left) || Scripts.isUnspaced(right));
    }

    /** Returns whether Korean particles are the rest of the word at {@code position}. */
    private boolean isParticle(int position) {
        int end = position;
        while (end < normalized.length() && Scripts.isHangul(normalized.codePointAt(end))) {
            end += Character.charCount(normalized.codePointAt(end));
        }
        return Scripts.areParticles(normalized.substring(position, end)) && isBoundary(end);
    }

    private boolean isDigit(int position) {
        return exists(position) && Character.isDigit(normalized.charAt(position));
    }

    /** Returns whether the character at {@code position} separates the digits of one number, as in 40,000. */
    private boolean isSeparator(int position) {
        return exists(position) && (normalized.charAt(position) == ',' || normalized.charAt(position) == '.');
    }

    private boolean exists(int position) {
        return position >= 0 && position < normalized.length();
    }

    private void append(String text, int start, int end) {
        boolean repeatedSpace =
                text.equals(" ") && (normalized.isEmpty() || normalized.charAt(normalized.length() - 1) == ' ');
        if (repeatedSpace || isComposed(text, end)) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            ensureCapacity();
            starts[normalized.length()] = start;
            ends[normalized.length()] = end;
            normalized.append(text.charAt(i));
        }
    }

    /** Composes a mark of half-width kana with the character before it. */
    private boolean isComposed(String mark, int end) {
        if (normalized.isEmpty() || mark.isEmpty() || !isVoiced(mark.charAt(0))) {
            return false;
        }
        int last = normalized.length() - 1;
        String composed = Normalizer.normalize(normalized.charAt(last) + mark, Normalizer.Form.NFC);
        if (composed.length() != 1) {
            return false;
        }
        normalized.setCharAt(last, composed.charAt(0));
        ends[last] = end;
        return true;
    }

    private static boolean isVoiced(char mark) {
        return mark == VOICED_MARK || mark == SEMI_VOICED_MARK;
    }

    /** A character may become several. */
    private void ensureCapacity() {
        if (normalized.length() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
    }

    /** Returns the characters that {@code c} is compared as; empty if comparisons ignore it. */
    private static String plain(int c) {
        if (c < ASCII) {
            return plainAscii((char) c);
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE) {
            return " ";
        }
        if (isIgnored(c)) {
            return "";
        }
        if (Character.isDigit(c)) {
            return String.valueOf(Character.digit(c, 10));
        }
        String mark = PunctuationMarks.plain(c);
        return mark.isEmpty() ? compatible(c) : mark;
    }

    private static String plainAscii(char c) {
        if (Character.isWhitespace(c)) {
            return " ";
        }
        return switch (c) {
            case '`' -> "'";
            case '\\', '*' -> "";
            default -> String.valueOf(Character.toLowerCase(c));
        };
    }

    private static String compatible(int c) {
        String lower = Character.toString(Character.toLowerCase(c));
        String plain = Normalizer.normalize(lower, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int first = plain.codePointAt(0);
        boolean changed = first != Character.toLowerCase(c);
        String mark = changed ? PunctuationMarks.plain(first) : "";
        return mark.isEmpty() ? plain : mark;
    }

    /** Returns whether {@code c} is invisible, or only marks a vowel that readers of Arabic or Hebrew know. */
    private static boolean isIgnored(int c) {
        return Character.getType(c) == Character.FORMAT
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0x640
                || (c >= 0x64b && c <= 0x652)
                || (c >= 0x591 && c <= 0x5c7 && Scripts.isMark(c));
    }
}

package dev.commonground.internal.learning;

import java.util.Optional;

/**
 * A text in the form in which texts are compared: lower case, single spaces, plain quotation marks and dashes, no
 * emphasis. It maps each of its characters to a position in the original, and can return matches as the author spelled
 * them.
 */
public final class NormalizedText {

    private final String original;
    private final StringBuilder normalized = new StringBuilder();
    private final int[] positions;

    private NormalizedText(String original) {
        this.original = original;
        this.positions = new int[original.length() + 1];
        for (int i = 0; i < original.length(); i++) {
            append(plain(original.charAt(i)), i);
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
     * Returns the first occurrence of {@code words} as whole words, in the original's spelling.
     *
     * @param words normalized and not empty
     */
    Optional<String> find(String words) {
        for (int start = normalized.indexOf(words); start >= 0; start = normalized.indexOf(words, start + 1)) {
            int end = start + words.length();
            if (isBoundary(start) && isBoundary(end)) {
                return Optional.of(original.substring(positions[start], positions[end - 1] + 1));
            }
        }
        return Optional.empty();
    }

    /** Returns whether no word and no number continues across {@code position}. */
    private boolean isBoundary(int position) {
        boolean continues = isWord(position - 1) && isWord(position);
        boolean beforeSeparator = isDigit(position - 1) && isSeparator(position) && isDigit(position + 1);
        boolean afterSeparator = isDigit(position - 2) && isSeparator(position - 1) && isDigit(position);
        return !continues && !beforeSeparator && !afterSeparator;
    }

    private boolean isWord(int position) {
        return exists(position) && Character.isLetterOrDigit(normalized.charAt(position));
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

    private void append(char c, int position) {
        boolean repeatedSpace = c == ' ' && (normalized.isEmpty() || normalized.charAt(normalized.length() - 1) == ' ');
        if (!repeatedSpace && c != 0) {
            positions[normalized.length()] = position;
            normalized.append(c);
        }
    }

    /** Returns the character that {@code c} is compared as, or 0 if comparisons ignore it. */
    private static char plain(char c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        return switch (c) {
            case '\u2018', '\u2019', '\u201a', '`' -> '\'';
            case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> '"';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014' -> '-';
            case '\\', '*', '\u200b', '\u00ad', '\ufeff' -> 0;
            default -> Character.toLowerCase(c);
        };
    }
}

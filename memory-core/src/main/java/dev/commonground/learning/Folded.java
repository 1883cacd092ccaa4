package dev.commonground.learning;

/**
 * A text as it is compared: lower case, single spaces, plain quotation marks and dashes, no emphasis. It remembers where each of its
 * characters stood, so that what is found in it can be shown in the author's own spelling.
 */
public final class Folded {

    private final String original;
    private final StringBuilder folded = new StringBuilder();
    private final int[] places;

    private Folded(String original) {
        this.original = original;
        this.places = new int[original.length() + 1];
        for (int i = 0; i < original.length(); i++) {
            char c = plain(original.charAt(i));
            boolean space = c == ' ' && (folded.isEmpty() || folded.charAt(folded.length() - 1) == ' ');
            if (!space && c != 0) {
                places[folded.length()] = i;
                folded.append(c);
            }
        }
    }

    /** Returns {@code text} as it is compared, without a space at either end. */
    public static String of(String text) {
        return new Folded(text).folded.toString().strip();
    }

    static Folded keepingPlaces(String text) {
        return new Folded(text);
    }

    /** Returns where {@code part}, folded, stands as whole words, in the original's spelling; empty if it does not. */
    String find(String part) {
        for (int at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + 1)) {
            int end = at + part.length();
            if (border(at, part.charAt(0)) && border(end + 1, part.charAt(part.length() - 1))) {
                return original.substring(places[at], places[end - 1] + 1);
            }
        }
        return "";
    }

    /** Whether the character before {@code place} goes on with a word that {@code edge} is the edge of. */
    private boolean border(int place, char edge) {
        return place < 1
                || place > folded.length()
                || !Character.isLetterOrDigit(edge)
                || !Character.isLetterOrDigit(folded.charAt(place - 1));
    }

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

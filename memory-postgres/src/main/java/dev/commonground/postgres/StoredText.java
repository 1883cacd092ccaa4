package dev.commonground.postgres;

import org.jspecify.annotations.Nullable;

/**
 * Encodes texts for PostgreSQL, which stores neither NUL nor unpaired surrogates. The encoding replaces each of them, and
 * the escape character U+001A itself, by the escape character and four hexadecimal digits.
 */
final class StoredText {

    private static final char ESCAPE = '\u001a';
    private static final int DIGITS = 4;
    private static final int RADIX = 16;

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (unstorable(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder stored = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (unstorable(text, i)) {
                stored.append(ESCAPE).append("%04x".formatted((int) text.charAt(i)));
            } else {
                stored.append(text.charAt(i));
            }
        }
        return stored.toString();
    }

    private static boolean unstorable(String text, int i) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
            return c == '\0' || c == ESCAPE;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return !paired;
    }

    static String read(String stored) {
        int next = stored.indexOf(ESCAPE);
        if (next < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (; next >= 0; next = stored.indexOf(ESCAPE, from)) {
            text.append(stored, from, next);
            from = next + 1 + DIGITS;
            text.append((char) Integer.parseInt(stored, next + 1, from, RADIX));
        }
        return text.append(stored, from, stored.length()).toString();
    }

    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}

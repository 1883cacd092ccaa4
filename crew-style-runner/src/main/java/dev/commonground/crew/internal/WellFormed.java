package dev.commonground.crew.internal;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * Text without unpaired surrogates. A stream that was cut, or a text shortened by its length, can end with half a character,
 * which no file and no store can hold.
 */
public final class WellFormed {

    private static final int REPLACEMENT = 0xFFFD;

    private WellFormed() {}

    /** Returns {@code text} with U+FFFD in the place of each unpaired surrogate. */
    public static String text(String text) {
        return isWellFormed(requireNonNull(text, "text"))
                ? text
                : text.codePoints()
                        .map(one -> isSurrogate(one) ? REPLACEMENT : one)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Returns {@code text} in UTF-8, with U+FFFD in the place of each unpaired surrogate. */
    public static byte[] bytes(String text) {
        return text(text).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(WellFormed::isSurrogate);
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}

package dev.commonground.internal.search;

import org.jspecify.annotations.Nullable;

/** Estimates the bytes of heap that texts occupy. */
public final class HeapSize {

    /** The greatest character of a text that the virtual machine stores with one byte for each character. */
    private static final char MOST_COMPACT = 0xFF;

    private HeapSize() {}

    /** Returns the bytes of a text's characters without its header; 0 for null. */
    public static long of(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > MOST_COMPACT) {
                return (long) text.length() * Character.BYTES;
            }
        }
        return text.length();
    }
}

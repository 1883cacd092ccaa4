package dev.commonground.internal.session;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Page;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a page, whose text is {@link Page#next}.
 *
 * @param moment the moment of the first page, which all pages show
 * @param after the last memory of the page before, or null for the first page
 */
record PageToken(Cursor moment, @Nullable MemoryId after) {

    private static final int ID_LENGTH = 28;

    /**
     * Parses a token.
     *
     * @throws IllegalArgumentException if {@code text} is not a token
     */
    static PageToken parse(String text) {
        if (text.length() <= ID_LENGTH) {
            throw unknown(text, null);
        }
        try {
            return new PageToken(Cursor.parse(text.substring(ID_LENGTH)), new MemoryId(text.substring(0, ID_LENGTH)));
        } catch (IllegalArgumentException e) {
            throw unknown(text, e);
        }
    }

    private static IllegalArgumentException unknown(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The given text (length %d) does not name a page: pass what next() of a page returned, or nothing for the first page"
                        .formatted(text.length()),
                cause);
    }

    String text() {
        return after + moment.toString();
    }
}

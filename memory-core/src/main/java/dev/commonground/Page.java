package dev.commonground;

import dev.commonground.log.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the memories that fulfil a filter, and where the others are. All pages of one list show the same moment, so
 * no write in between makes a memory appear twice or not at all.
 *
 * @param memories the memories of this page, in the order of {@link Memory#BY_KIND}
 * @param total how many memories fulfil the filter on all pages together
 * @param next what to pass to {@link ListRequest.Builder#after} for the next page, or null if this is the last
 */
public record Page(
        List<Memory> memories, long total, @Nullable String next) {

    public Page {
        memories = List.copyOf(memories);
    }

    /** Where a page begins: at a moment, after a memory. */
    record Start(Cursor moment, @Nullable MemoryId after) {

        private static final int ID_LENGTH = 28;

        static Start of(String text) {
            if (text.length() <= ID_LENGTH) {
                throw unknown(text, null);
            }
            try {
                return new Start(Cursor.parse(text.substring(ID_LENGTH)), new MemoryId(text.substring(0, ID_LENGTH)));
            } catch (IllegalArgumentException e) {
                throw unknown(text, e);
            }
        }

        private static IllegalArgumentException unknown(String text, @Nullable Throwable cause) {
            return new IllegalArgumentException(
                    "The given text of %d characters is no place in a list: pass what next() of a page returned, or nothing for the first page"
                            .formatted(text.length()),
                    cause);
        }

        String text() {
            return after + moment.toString();
        }
    }
}

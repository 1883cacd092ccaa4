package dev.commonground.internal.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Page;
import dev.commonground.memory.Statement;
import dev.commonground.store.JsonMappers;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a page, whose text is {@link Page#next}.
 *
 * @param moment the moment of the first page, which all pages show
 * @param after the place of the last memory of the page before, or null for the first page
 */
record PageToken(Cursor moment, @Nullable Place after) {

    private static final int FIELDS = 6;

    /** The fields that are never null: all but key and value. */
    private static final List<Integer> REQUIRED = List.of(0, 1, 2, 5);

    /**
     * The place of a memory in a list. It is the whole sort key, because that memory may be erased before the next page is
     * read.
     */
    record Place(Statement statement, MemoryId id) {

        static Place of(Memory memory) {
            return new Place(memory.statement(), memory.id());
        }

        /** Returns the index of the first memory after this place. */
        int indexIn(List<Memory> memories) {
            return (int) IntStream.range(0, memories.size())
                    .filter(i -> !isBefore(memories.get(i)))
                    .count();
        }

        private boolean isBefore(Memory memory) {
            int order = Statement.BY_KIND.compare(statement, memory.statement());
            return order < 0 || (order == 0 && id.compareTo(memory.id()) < 0);
        }
    }

    /**
     * Parses a token.
     *
     * @throws IllegalArgumentException if {@code text} is not a token
     */
    static PageToken parse(String text) {
        try {
            @Nullable
            String @Nullable [] fields =
                    JsonMappers.STRICT.readValue(Base64.getUrlDecoder().decode(text), String[].class);
            if (fields != null
                    && fields.length == FIELDS
                    && REQUIRED.stream().allMatch(field -> fields[field] != null)) {
                return of(fields);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unknown(text); // the cause may quote the text of a memory
        }
        throw unknown(text);
    }

    @SuppressWarnings("NullAway") // parse has checked the fields that must not be null
    private static PageToken of(@Nullable String[] fields) {
        Statement statement = new Statement(Kind.valueOf(fields[2]), fields[3], fields[4], fields[5]);
        return new PageToken(Cursor.parse(fields[0]), new Place(statement, new MemoryId(fields[1])));
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "The given text (length %d) does not name a page: pass what next() of a page returned, or nothing for the first page"
                        .formatted(text.length()));
    }

    /** Returns the text of a token with a place. */
    static String text(Cursor moment, Memory last) {
        Statement statement = last.statement();
        @Nullable
        String[] fields = {
            moment.toString(),
            last.id().value(),
            statement.kind().name(),
            statement.key(),
            statement.value(),
            statement.text()
        };
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JsonMappers.STRICT.writeValueAsBytes(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An array of texts can be written as JSON", e);
        }
    }
}

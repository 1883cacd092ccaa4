package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the lanes of cursors. */
final class Lanes {

    private Lanes() {}

    /** Returns whether {@code cursor} has reached every number that {@code other} has, in every scope. */
    static boolean reaches(Cursor cursor, Cursor other) {
        return other.scopes().stream().allMatch(scope -> reaches(cursor.place(scope), other.place(scope)));
    }

    private static boolean reaches(Cursor.@Nullable Place place, Cursor.@Nullable Place other) {
        Map<Long, Long> numbers = place == null ? Map.of() : place.lanes();
        return other == null
                || other.lanes().entrySet().stream()
                        .allMatch(lane -> numbers.getOrDefault(lane.getKey(), 0L) >= lane.getValue());
    }
}

package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Reducer;

/**
 * Keeps the cursor in the state. The cursor is a string, the only type that every serializer preserves.
 *
 * <p>The default begins a run. The first checkpoint therefore names its run, which distinguishes a replay from a new
 * run of the same thread. The reducer is idempotent, because joins and sub-graphs apply whole states a second time. It
 * is also commutative for cursors with a scope. A cursor without scopes yields to any other, because a sub-graph is
 * part of its parent's run.
 */
final class CursorChannel implements Channel<String> {

    static final CursorChannel INSTANCE = new CursorChannel();

    /** Marks a cursor that replaces the current one, which may belong to an abandoned future. */
    private static final String EXACTLY = "!";

    private CursorChannel() {}

    @Override
    public Optional<Reducer<String>> getReducer() {
        return Optional.of(CursorChannel::merge);
    }

    @Override
    public Optional<Supplier<String>> getDefault() {
        return Optional.of(() -> Cursor.newRun().toString());
    }

    private static String merge(String there, String incoming) {
        if (incoming.startsWith(EXACTLY)) {
            return incoming.substring(EXACTLY.length());
        }
        Cursor old = read(there);
        Cursor next = read(incoming);
        if (old.scopes().isEmpty() && !next.isEmpty()) {
            return next.toString();
        }
        return next.scopes().isEmpty() ? old.toString() : old.merge(next).toString();
    }

    static Cursor read(String text) {
        return Cursor.parse(text.startsWith(EXACTLY) ? text.substring(EXACTLY.length()) : text);
    }

    /** Returns the cursor in a state, {@link Cursor#EMPTY} if there is none. */
    static Cursor in(Map<String, Object> data) {
        return data.get(GraphMemory.CURSOR) instanceof String text ? read(text) : Cursor.EMPTY;
    }

    /** Returns the text of a cursor that replaces the one of a sub-graph's last run. */
    static String exactly(Cursor cursor) {
        return EXACTLY + cursor;
    }
}

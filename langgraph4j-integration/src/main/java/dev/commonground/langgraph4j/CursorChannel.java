package dev.commonground.langgraph4j;

import dev.commonground.log.Cursor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Reducer;

/**
 * Keeps the cursor in the state, as a string, the only type that every serializer gives back as it was.
 *
 * <p>Its default begins a run, so that the first checkpoint says whose it is, and a replay from there is told from a new
 * run of the same thread. The reducer is idempotent and, among cursors that have been somewhere, commutative, because
 * joins and sub-graphs apply whole states a second time. A cursor that has been nowhere yet gives way to any other: a
 * sub-graph is part of its parent's run, whatever its own default says.
 */
final class CursorChannel implements Channel<String> {

    static final CursorChannel INSTANCE = new CursorChannel();

    /** Marks a cursor that takes the place of what is there, which may be of a future that was abandoned. */
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

    /** Returns the text of a cursor that a sub-graph takes in the place of what its last run left. */
    static String exactly(Cursor cursor) {
        return EXACTLY + cursor;
    }
}

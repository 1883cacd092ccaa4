package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements that persons made in each conversation thread, in the order of the log. A turn of a conversation
 * depends on the turns around it: "in Sweden" answers the question before it. A statement that an agent writes is
 * complete in itself, so it is not part of a thread here.
 */
final class ThreadIndex {

    private final Map<String, IntList> threads = new HashMap<>();
    private final Map<Integer, List<ThreadPosition>> positions = new HashMap<>();

    /**
     * A statement at one position of a thread.
     *
     * @param thread the ordinals of the thread's statements
     * @param position the index of the statement in {@code thread}
     */
    record ThreadPosition(IntList thread, int position) {

        /**
         * Returns the ordinal of the statement {@code offset} turns after this one, or before it if {@code offset} is
         * negative; -1 if there is none.
         */
        int neighbour(int offset) {
            int at = position + offset;
            return at < 0 || at >= thread.size() ? -1 : thread.get(at);
        }
    }

    /** Appends a statement to a thread and returns its position. */
    ThreadPosition add(int ordinal, String thread) {
        IntList turns = threads.computeIfAbsent(thread, name -> new IntList());
        ThreadPosition position = new ThreadPosition(turns, turns.size());
        positions.computeIfAbsent(ordinal, one -> new ArrayList<>(1)).add(position);
        turns.add(ordinal);
        return position;
    }

    /** Returns the ordinals of all statements that occur in a thread. */
    Set<Integer> ordinals() {
        return positions.keySet();
    }

    /** Returns the positions of a statement in threads; empty if it occurs in none. */
    List<ThreadPosition> positions(int ordinal) {
        return positions.isEmpty() ? List.of() : positions.getOrDefault(ordinal, List.of());
    }
}

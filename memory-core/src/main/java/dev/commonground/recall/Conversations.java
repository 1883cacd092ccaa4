package dev.commonground.recall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What persons said after one another: their statements in the order in which each thread heard them. A turn of a
 * conversation leans on the turns around it, "in Sweden" on the question before; what an agent writes down stands alone,
 * so it is no turn.
 */
final class Conversations {

    private final Map<String, Ints> threads = new HashMap<>();
    private final Map<Integer, List<Turn>> turns = new HashMap<>();

    /**
     * A statement at one place of a thread.
     *
     * @param thread the statements of the thread, by ordinal
     * @param place where it stands among them
     */
    record Turn(Ints thread, int place) {

        /** Returns the statement that stands so many turns after this one, or before it; negative if there is none. */
        int neighbour(int offset) {
            int at = place + offset;
            return at < 0 || at >= thread.size() ? -1 : thread.get(at);
        }
    }

    /** Adds the next turn of a thread, and returns it. */
    Turn add(int statement, String thread) {
        Ints said = threads.computeIfAbsent(thread, name -> new Ints());
        Turn turn = new Turn(said, said.size());
        turns.computeIfAbsent(statement, ordinal -> new ArrayList<>(1)).add(turn);
        said.add(statement);
        return turn;
    }

    /** Returns the statements that were said in a thread, by ordinal. */
    Set<Integer> statements() {
        return turns.keySet();
    }

    /** Returns where a statement was said; nowhere if it stands alone. */
    List<Turn> turns(int statement) {
        return turns.isEmpty() ? List.of() : turns.getOrDefault(statement, List.of());
    }
}

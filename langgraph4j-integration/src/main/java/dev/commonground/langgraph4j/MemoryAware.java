package dev.commonground.langgraph4j;

import dev.commonground.log.Cursor;
import java.util.List;
import java.util.Optional;
import org.bsc.langgraph4j.state.AgentState;

/**
 * Lets the nodes of a graph read their memories from the state: have the state class implement it.
 *
 * <pre>{@code
 * class State extends AgentState implements MemoryAware { ... }
 *
 * node_async(state -> Map.of("answer", write(state.briefing())));
 * }</pre>
 *
 * <p>A state class that cannot implement it is read through {@link #of}.
 *
 * <p>What these return, but for the cursor, is there for one node only and is never part of a checkpoint.
 */
public interface MemoryAware {

    /** Returns {@code state} as one that knows its memories. */
    static MemoryAware of(AgentState state) {
        return state instanceof MemoryAware aware ? aware : state::value;
    }

    /** Returns the value under {@code key}; a state has this already. */
    <T> Optional<T> value(String key);

    /** Returns what was recalled for this node, best first, one memory a line; empty if its policy asks for nothing. */
    default List<String> recalled() {
        return this.<List<String>>value(GraphMemory.RECALLED).orElse(List.of());
    }

    /** Returns what the team knows, for a prompt; empty if the node's policy does not ask for a briefing. */
    default String briefing() {
        return this.<String>value(GraphMemory.BRIEFING).orElse("");
    }

    /**
     * Returns the moment of the memory that this state belongs to, for {@link dev.commonground.TaskMemory#asOf}: with the
     * state of a checkpoint, what was known then. {@link Cursor#EMPTY} if no node has run yet.
     */
    default Cursor cursor() {
        return this.<String>value(GraphMemory.CURSOR).map(CursorChannel::read).orElse(Cursor.EMPTY);
    }
}

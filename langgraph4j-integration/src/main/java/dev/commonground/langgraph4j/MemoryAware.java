package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Cursor;
import java.util.List;
import java.util.Optional;
import org.bsc.langgraph4j.state.AgentState;

/**
 * Gives the nodes of a graph access to their memories through the state. The state class implements this interface.
 *
 * <pre>{@code
 * class State extends AgentState implements MemoryAware { ... }
 *
 * node_async(state -> Map.of("answer", write(state.briefing())));
 * }</pre>
 *
 * <p>Use {@link #of} for a state class that cannot implement the interface.
 *
 * <p>The recalled memories and the briefing are visible to one node only and are never part of a checkpoint.
 */
public interface MemoryAware {

    /** Returns the memories of {@code state}. */
    static MemoryAware of(AgentState state) {
        requireNonNull(state, "state");
        return state instanceof MemoryAware aware ? aware : state::value;
    }

    /** Returns the value of {@code key}. {@link AgentState} implements this method. */
    <T> Optional<T> value(String key);

    /**
     * Returns the memories that were recalled for this node, best first, one line each; empty if the policy sets no
     * recall.
     */
    default List<String> recalled() {
        return this.<List<String>>value(GraphMemory.RECALLED).orElse(List.of());
    }

    /**
     * Returns the briefing on what the team knew when the node began, for a prompt; empty if the policy sets no briefing for
     * this node. Without a policy, the briefing is made for the first reader, so a node that does not ask pays nothing; it is
     * empty after the node has ended.
     */
    default String briefing() {
        return this.<String>value(GraphMemory.BRIEFING)
                .or(() -> RunTokens.find(this.<Object>value(NodeView.OFFER).orElse(null))
                        .map(NodeRun::offer))
                .orElse("");
    }

    /**
     * Returns the cursor of this state, for {@link dev.commonground.TaskMemory#asOf}. The cursor of a checkpoint's
     * state shows the memories at that checkpoint. Returns {@link Cursor#EMPTY} if no node has run yet.
     */
    default Cursor cursor() {
        return this.<String>value(GraphMemory.CURSOR).map(CursorChannel::read).orElse(Cursor.EMPTY);
    }
}

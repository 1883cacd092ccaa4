package dev.commonground.langgraph4j;

import java.util.List;
import java.util.Optional;

/**
 * Lets the nodes of a graph read their memories from the state: have the state class implement it.
 *
 * <pre>{@code
 * class State extends AgentState implements MemoryAware { ... }
 *
 * node_async(state -> Map.of("answer", write(state.briefing())));
 * }</pre>
 *
 * <p>What these return is there for one node only and is never part of a checkpoint.
 */
public interface MemoryAware {

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
}

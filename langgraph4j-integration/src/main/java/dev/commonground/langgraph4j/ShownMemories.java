package dev.commonground.langgraph4j;

import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The memories, keyed or of low trust, that one agent's model was shown in a thread. They travel in the state, because a
 * prebuilt agent is briefed in one node and runs its tools after another. A write of the model supersedes a value that it
 * was shown, and is in conflict with any other value.
 *
 * <p>Thread-safe.
 */
final class ShownMemories {

    static final String KEY = "memory.shown";

    private static final String AGENT_BELOW = "\n";

    private final String agent;
    private final NavigableSet<MemoryId> ids = new TreeSet<>();

    private ShownMemories(String agent) {
        this.agent = agent;
    }

    /**
     * Returns the memories that {@code agent} was shown according to the state; those shown to other agents are
     * ignored.
     */
    static ShownMemories to(String agent, Map<String, Object> data) {
        ShownMemories shown = new ShownMemories(agent);
        if (data.get(KEY) instanceof String text && text.endsWith(AGENT_BELOW + agent)) {
            String ids = text.substring(0, text.indexOf(AGENT_BELOW));
            Arrays.stream(ids.split(" ", -1)).map(MemoryId::new).forEach(shown.ids::add);
        }
        return shown;
    }

    synchronized void add(Collection<Memory> memories) {
        memories.stream()
                .filter(memory -> memory.key() != null || memory.isLowTrust())
                .map(Memory::id)
                .forEach(ids::add);
    }

    synchronized Set<MemoryId> ids() {
        return new TreeSet<>(ids);
    }

    /** Adds the memories, if there are any, to the result of a node or an edge. */
    synchronized void into(Map<String, Object> partial) {
        if (!ids.isEmpty()) {
            partial.put(KEY, ids.stream().map(MemoryId::value).collect(Collectors.joining(" ")) + AGENT_BELOW + agent);
        }
    }
}

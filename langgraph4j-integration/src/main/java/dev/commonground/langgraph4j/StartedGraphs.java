package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Cursor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The graphs that one run of a node starts. They are part of its step: each sees what the node sees and what the graphs
 * before it have committed, and all is accepted when the node has succeeded.
 */
final class StartedGraphs extends CommitCollector {

    private final Supplier<Cursor> node;
    private final Supplier<Observation> observation;

    /**
     * Creates a collector.
     *
     * @param node returns the cursor under which the node reads
     * @param observation returns the node's step, as the observer of the memory sees it
     */
    StartedGraphs(
            SharedMemory memory,
            String task,
            @Nullable CommitCollector around,
            Supplier<Cursor> node,
            Supplier<Observation> observation) {
        super(memory, task, around);
        this.node = node;
        this.observation = observation;
    }

    @Override
    Observation observation() {
        return observation.get();
    }

    /**
     * A graph that begins, or that comes from another run, ignores its own cursor: it would show an abandoned future. A
     * graph that is resumed keeps it.
     */
    @Override
    Cursor beginning(Cursor given, boolean entry) {
        Cursor seen = node.get().merge(commits());
        return entry || !given.runs().equals(seen.runs()) ? seen : given.merge(seen);
    }

    /** The cursor replaces the one in the graph's state, which may belong to another run. */
    @Override
    String text(Cursor cursor) {
        return CursorChannel.exactly(cursor);
    }
}

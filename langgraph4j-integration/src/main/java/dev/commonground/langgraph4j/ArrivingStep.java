package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A step that is about to begin.
 *
 * @param thread the graph's root thread id
 * @param node the node's name in the graph
 * @param cursor the cursor at which the step begins
 * @param entry whether the graph begins with this node
 * @param travels whether the step goes back to an earlier checkpoint on purpose
 * @param history the checkpoints of the thread, or null if the graph has no saver
 */
record ArrivingStep(
        String thread,
        String node,
        Cursor cursor,
        boolean entry,
        boolean travels,
        @Nullable CheckpointHistory history) {

    /**
     * Returns whether the step may go back on purpose although its config does not say so: a caller who names a checkpoint
     * by its id alone begins in the middle of the graph, and before work that another checkpoint holds.
     *
     * @param end what another invocation has reached
     */
    boolean mayTravel(Cursor end) {
        return history == null || (!entry && history.holds(end));
    }
}

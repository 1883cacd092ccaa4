package dev.commonground.langgraph4j;

import dev.commonground.memory.Cursor;
import java.util.Collection;
import java.util.function.Supplier;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;

/**
 * The checkpoints of one thread, newest first.
 *
 * @param saver the saver of the graph
 * @param thread the thread id
 */
record CheckpointHistory(BaseCheckpointSaver saver, String thread) {

    /**
     * Returns the cursor at which a new invocation begins. An invocation that read the thread's state before another one
     * finished stores an outdated state on top of the finished work. It sees that work all the same, as far as it has been
     * accepted.
     *
     * @param given the cursor in the state of the invocation
     * @param tip returns the cursor under which others see the run
     */
    Cursor completed(Cursor given, Supplier<Cursor> tip) {
        if (given.scopes().isEmpty()) {
            return given;
        }
        Cursor accepted = tip.get();
        return Lanes.reaches(given, accepted) ? given : withOlderWork(given, accepted);
    }

    /** Returns whether a checkpoint sees all that {@code cursor} sees. */
    boolean holds(Cursor cursor) {
        return checkpoints().stream()
                .anyMatch(checkpoint -> Lanes.reaches(CursorChannel.in(checkpoint.getState()), cursor));
    }

    private Collection<Checkpoint> checkpoints() {
        return saver.list(RunnableConfig.builder().threadId(thread).build());
    }

    private Cursor withOlderWork(Cursor given, Cursor accepted) {
        Cursor completed = given;
        boolean older = false;
        for (Checkpoint checkpoint : checkpoints()) {
            Cursor there = CursorChannel.in(checkpoint.getState());
            if (older && Lanes.reaches(accepted, there)) {
                completed = completed.merge(there);
            }
            older |= there.equals(given);
        }
        return completed;
    }
}

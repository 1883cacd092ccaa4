package dev.commonground.langgraph4j;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.serializer.Serializer;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.bsc.langgraph4j.serializer.std.CheckpointSerializer;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * One change of a thread's history.
 *
 * @param replaces the id of the checkpoint that it replaces, or null to add it as the newest
 * @param checkpoint the checkpoint
 */
record CheckpointChange(@Nullable String replaces, Checkpoint checkpoint) {

    /** Applies the change to a list of checkpoints, newest first. */
    void applyTo(List<Checkpoint> checkpoints) {
        if (replaces == null) {
            checkpoints.add(0, checkpoint);
        } else {
            checkpoints.replaceAll(there -> there.getId().equals(replaces) ? checkpoint : there);
        }
    }

    /** Serializes changes in LangGraph4j's own checkpoint format. */
    static final class Format implements Serializer<CheckpointChange> {

        private final CheckpointSerializer checkpoints;

        @SuppressWarnings("unchecked")
        Format(StateSerializer<?> states) {
            this.checkpoints = new CheckpointSerializer((StateSerializer<AgentState>) states);
        }

        @Override
        public void write(CheckpointChange change, ObjectOutput out) throws IOException {
            Serializer.writeUTF(change.replaces == null ? "" : change.replaces, out);
            checkpoints.write(change.checkpoint, out);
        }

        @Override
        public CheckpointChange read(ObjectInput in) throws IOException, ClassNotFoundException {
            String replaces = Serializer.readUTF(in);
            return new CheckpointChange(replaces.isEmpty() ? null : replaces, checkpoints.read(in));
        }
    }
}

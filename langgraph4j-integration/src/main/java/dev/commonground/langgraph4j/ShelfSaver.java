package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.log.RecordShelf;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.Map;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.checkpoint.AbstractCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.serializer.StateSerializer;

/**
 * Keeps checkpoints on a {@link RecordShelf}: for each thread a collection, to which every change adds one record and
 * replaces none. So a write is one small record, however long the history; a crash loses none; and what another process
 * added is read on without reading the rest again.
 *
 * <p>Thread-safe: {@link AbstractCheckpointSaver} lets one call in at a time.
 */
@SuppressWarnings({"JdkObsolete", "NonApiType"}) // LangGraph4j hands over linked lists
final class ShelfSaver extends AbstractCheckpointSaver {

    private static final String COLLECTION = "checkpoints/";

    /** Threads whose history is kept on the heap; the least used give way and are read again when needed. */
    private static final int KEPT_THREADS = 64;

    private final RecordShelf shelf;
    private final CheckpointChange.Format format;
    private final Map<String, History> histories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, History> eldest) {
            return size() > KEPT_THREADS;
        }
    };

    ShelfSaver(RecordShelf shelf, StateSerializer<?> serializer) {
        this.shelf = shelf;
        this.format = new CheckpointChange.Format(serializer);
    }

    /** What was read of one thread: its checkpoints, newest first, and the last record of its collection. */
    private static final class History {
        final LinkedList<Checkpoint> checkpoints = new LinkedList<>();
        int records;
        byte[] last = {};
    }

    @Override
    protected LinkedList<Checkpoint> loadCheckpoints(RunnableConfig config) throws IOException, ClassNotFoundException {
        return history(threadId(config)).checkpoints;
    }

    private History history(String thread) throws IOException, ClassNotFoundException {
        History known = histories.get(thread);
        if (known != null && isCurrent(thread, known)) {
            return known;
        }
        History history = new History();
        for (RecordShelf.Item item : shelf.list(COLLECTION + thread)) {
            format.bytesToObject(item.data()).applyTo(history.checkpoints);
            history.records++;
            history.last = item.data();
        }
        histories.put(thread, history);
        return history;
    }

    private boolean isCurrent(String thread, History known) {
        String collection = COLLECTION + thread;
        boolean nothingNew = shelf.get(collection, key(known.records)).isEmpty();
        return nothingNew
                && (known.records == 0
                        || shelf.get(collection, key(known.records - 1))
                                .filter(data -> Arrays.equals(data, known.last))
                                .isPresent());
    }

    @Override
    protected void insertedCheckpoint(RunnableConfig config, LinkedList<Checkpoint> checkpoints, Checkpoint checkpoint)
            throws IOException {
        append(threadId(config), new CheckpointChange(null, checkpoint));
    }

    @Override
    protected void updatedCheckpoint(RunnableConfig config, LinkedList<Checkpoint> checkpoints, Checkpoint checkpoint)
            throws IOException {
        append(threadId(config), new CheckpointChange(config.checkPointId().orElse(null), checkpoint));
    }

    /** The checkpoint is in the list already: if it does not get onto the shelf, the list is no longer true. */
    private void append(String thread, CheckpointChange change) throws IOException {
        History history = requireNonNull(histories.remove(thread), "history");
        byte[] data = format.objectToBytes(change);
        shelf.put(COLLECTION + thread, key(history.records), data);
        history.records++;
        history.last = data;
        histories.put(thread, history);
    }

    private static String key(int record) {
        return Integer.toString(record);
    }

    @Override
    protected Tag releaseCheckpoints(RunnableConfig config, LinkedList<Checkpoint> checkpoints) {
        String thread = threadId(config);
        histories.remove(thread);
        shelf.remove(COLLECTION + thread);
        return new Tag(thread, checkpoints);
    }
}

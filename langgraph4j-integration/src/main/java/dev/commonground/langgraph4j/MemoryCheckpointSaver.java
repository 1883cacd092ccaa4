package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.checkpoint.AbstractCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.Checkpoint;
import org.bsc.langgraph4j.serializer.StateSerializer;

/**
 * Keeps checkpoints in a {@link BlobStore}. Each thread has a collection, and each change appends one record. A write
 * is therefore one small record, regardless of the length of the history. A crash loses no checkpoint. Records that
 * another process appended are read without reading the earlier ones again.
 *
 * <p>Thread-safe, because {@link AbstractCheckpointSaver} admits one call at a time.
 */
@SuppressWarnings({"JdkObsolete", "NonApiType"}) // LangGraph4j hands over linked lists
final class MemoryCheckpointSaver extends AbstractCheckpointSaver {

    private static final String COLLECTION = "checkpoints/";

    /** The most threads with a history on the heap; the least recently used is evicted and read again when needed. */
    private static final int KEPT_THREADS = 64;

    private final BlobStore blobs;
    private final CheckpointChange.Format format;
    private final Map<String, History> histories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, History> eldest) {
            return size() > KEPT_THREADS;
        }
    };

    MemoryCheckpointSaver(BlobStore blobs, StateSerializer<?> serializer) {
        this.blobs = blobs;
        this.format = new CheckpointChange.Format(serializer);
    }

    /** The part of one thread that was read: its checkpoints, newest first, and the last record of its collection. */
    private static final class History {
        final LinkedList<Checkpoint> checkpoints = new LinkedList<>();
        final Set<Scope> attached = new HashSet<>();
        int records;
        byte[] last = {};
    }

    @Override
    protected LinkedList<Checkpoint> loadCheckpoints(RunnableConfig config) throws IOException, ClassNotFoundException {
        String thread = threadId(config);
        History history = history(thread);
        ThreadPositions.begin(config, thread, history.records);
        return history.checkpoints;
    }

    private History history(String thread) throws IOException, ClassNotFoundException {
        History known = histories.get(thread);
        if (known != null && isCurrent(thread, known)) {
            return known;
        }
        History history = new History();
        for (BlobStore.Blob item : blobs.list(COLLECTION + thread)) {
            format.bytesToObject(item.data()).applyTo(history.checkpoints);
            history.records++;
            history.last = item.data();
        }
        histories.put(thread, history);
        return history;
    }

    private boolean isCurrent(String thread, History known) {
        String collection = COLLECTION + thread;
        boolean nothingNew = blobs.get(collection, key(known.records)).isEmpty();
        return nothingNew
                && (known.records == 0
                        || blobs.get(collection, key(known.records - 1))
                                .filter(data -> Arrays.equals(data, known.last))
                                .isPresent());
    }

    @Override
    protected void insertedCheckpoint(RunnableConfig config, LinkedList<Checkpoint> checkpoints, Checkpoint checkpoint)
            throws IOException {
        append(config, new CheckpointChange(null, checkpoint));
    }

    @Override
    protected void updatedCheckpoint(RunnableConfig config, LinkedList<Checkpoint> checkpoints, Checkpoint checkpoint)
            throws IOException {
        append(config, new CheckpointChange(config.checkPointId().orElse(null), checkpoint));
    }

    /** Forgets the history first: it holds the checkpoint already, so a failed write would make it wrong. */
    private void append(RunnableConfig config, CheckpointChange change) throws IOException {
        String thread = threadId(config);
        History history = requireNonNull(histories.remove(thread), "history");
        attach(config, thread, history, change.checkpoint());
        byte[] data = format.objectToBytes(change);
        if (!ThreadPositions.allow(config, thread, history.records)
                || !blobs.putIfAbsent(COLLECTION + thread, key(history.records), data)) {
            throw new IllegalStateException(
                    "Thread %s was continued by another run: resume it if that one has ended".formatted(thread));
        }
        ThreadPositions.advance(config, thread, history.records);
        history.records++;
        history.last = data;
        histories.put(thread, history);
    }

    /** The checkpoints are deleted with the task or the user: a state quotes both. A later run may have another user. */
    private void attach(RunnableConfig config, String thread, History history, Checkpoint checkpoint) {
        GraphScope.quoted(config, checkpoint.getState())
                .filter(history.attached::add)
                .forEach(scope -> blobs.attach(scope, COLLECTION + thread));
    }

    private static String key(int record) {
        return Integer.toString(record);
    }

    @Override
    protected Tag releaseCheckpoints(RunnableConfig config, LinkedList<Checkpoint> checkpoints) {
        String thread = threadId(config);
        histories.remove(thread);
        blobs.remove(COLLECTION + thread);
        return new Tag(thread, checkpoints);
    }
}

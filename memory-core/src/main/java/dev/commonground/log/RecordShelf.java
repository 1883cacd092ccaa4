package dev.commonground.log;

import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Keeps named bytes beside the memories, in collections: a graph's checkpoints, a run's journal. A record is replaced
 * as a whole and keeps its place in the order of its collection.
 *
 * <p>Thread-safe; every write is durable on return.
 */
public interface RecordShelf {

    /**
     * One record.
     *
     * @param key its name within the collection
     * @param data its content
     */
    @SuppressWarnings("ArrayRecordComponent") // content is handed on, never compared
    record Item(String key, byte[] data) {}

    /** Returns the name of the collection that goes with a task: deleting the task removes it. */
    static String ofTask(Scope.Task task) {
        return "task/" + task.task();
    }

    /** Returns a collection's name among those of all owners, as it stands in the store. */
    static String owned(String owner, String collection) {
        return "%d:%s/%s".formatted(owner.length(), owner, collection);
    }

    /**
     * Puts {@code data} under {@code key}, in the place of what was there.
     *
     * @throws MemoryStoreException if the store fails; what was there is still there then
     */
    void put(String collection, String key, byte[] data);

    /** Returns the record under {@code key}, if there is one. */
    Optional<byte[]> get(String collection, String key);

    /** Returns all records of a collection, in the order in which their keys were first put. */
    List<Item> list(String collection);

    /** Removes a collection with all its records; does nothing if there is none. */
    void remove(String collection);
}

package dev.commonground.store;

import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Stores blobs by collection and key, such as the checkpoints of a graph or the journal of a run.
 *
 * <p>Every method throws {@link MemoryStoreException} if the store fails.
 *
 * <p>Thread-safe. Every write is durable on return.
 */
public interface BlobStore {

    /**
     * A blob and its key.
     *
     * @param key the key within the collection
     * @param data the content
     */
    @SuppressWarnings("ArrayRecordComponent") // blobs are never compared
    record Blob(String key, byte[] data) {}

    /** Returns the name of a task's collection. Deleting the task removes the collection. */
    static String taskCollection(Scope.Task task) {
        return "task/" + task.task();
    }

    /** Returns the stored name of an owner's collection, which differs from the names of all other owners' collections. */
    static String ownedCollection(String owner, String collection) {
        return "%d:%s/%s".formatted(owner.length(), owner, collection);
    }

    /** Returns the name of the collection that lists, as keys, the collections attached to a task or a user. */
    static String attachments(Scope scope) {
        return "attached/" + scope;
    }

    /**
     * Attaches a collection to a task or a user, durably. If the task or the user is deleted, the collection is removed. If
     * a memory of the task or the user is erased, its words are overwritten in the collection.
     */
    default void attach(Scope scope, String collection) {
        boolean unused = putIfAbsent(attachments(scope), collection, new byte[0]);
    }

    /** Stores {@code data} under {@code key}, and replaces the blob that was there. If it throws, the old blob remains. */
    void put(String collection, String key, byte[] data);

    /**
     * Stores {@code data} under {@code key}, unless there is another blob. Of several callers with different data, in any
     * processes, exactly one succeeds. A caller can safely repeat a call that threw.
     *
     * @return whether the blob under {@code key} is now equal to {@code data}
     */
    boolean putIfAbsent(String collection, String key, byte[] data);

    /** Returns the blob under {@code key}, or empty if there is none. */
    Optional<byte[]> get(String collection, String key);

    /** Returns all blobs of a collection, ordered by the first {@link #put} of their keys. Replacing keeps the order. */
    List<Blob> list(String collection);

    /** Removes a collection and all its blobs. Has no effect if the collection is empty. */
    void remove(String collection);
}

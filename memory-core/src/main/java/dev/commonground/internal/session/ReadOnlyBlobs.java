package dev.commonground.internal.session;

import dev.commonground.store.BlobStore;
import java.util.List;
import java.util.Optional;

/**
 * Blobs that can be read but not written.
 *
 * <p>Thread-safe.
 */
record ReadOnlyBlobs(BlobStore blobs) implements BlobStore {

    @Override
    public void put(String collection, String key, byte[] data) {
        throw ReadOnlyStore.refusal();
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] data) {
        throw ReadOnlyStore.refusal();
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return blobs.get(collection, key);
    }

    @Override
    public List<Blob> list(String collection) {
        return blobs.list(collection);
    }

    @Override
    public void remove(String collection) {
        throw ReadOnlyStore.refusal();
    }
}

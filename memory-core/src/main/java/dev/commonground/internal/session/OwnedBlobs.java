package dev.commonground.internal.session;

import dev.commonground.store.BlobStore;
import java.util.List;
import java.util.Optional;

/**
 * The part of a blob store that belongs to one owner; collections of equal names of two owners never meet.
 *
 * <p>Thread-safe.
 */
public final class OwnedBlobs implements BlobStore {

    private final BlobStore blobs;
    private final String owner;

    /** Creates the view of {@code owner}. */
    public OwnedBlobs(BlobStore blobs, String owner) {
        this.blobs = blobs;
        this.owner = owner;
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        blobs.put(BlobStore.ownedCollection(owner, collection), key, data);
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] data) {
        return blobs.putIfAbsent(BlobStore.ownedCollection(owner, collection), key, data);
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return blobs.get(BlobStore.ownedCollection(owner, collection), key);
    }

    @Override
    public List<Blob> list(String collection) {
        return blobs.list(BlobStore.ownedCollection(owner, collection));
    }

    @Override
    public void remove(String collection) {
        blobs.remove(BlobStore.ownedCollection(owner, collection));
    }
}

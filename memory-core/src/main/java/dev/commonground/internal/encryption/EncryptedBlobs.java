package dev.commonground.internal.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.store.BlobStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts blobs, with a key for each collection. Removing a collection destroys its key. The names of collections and the keys
 * of blobs stay in the clear.
 *
 * <p>Thread-safe.
 */
final class EncryptedBlobs implements BlobStore {

    private static final int NAME_BYTES = 16;

    private final BlobStore blobs;
    private final KeyRing keys;

    EncryptedBlobs(BlobStore blobs, KeyRing keys) {
        this.blobs = blobs;
        this.keys = keys;
    }

    /** Returns the name of a collection's key, which does not show the name of the collection. */
    static String keyOf(String collection) {
        return "c" + hash(collection);
    }

    static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Another process may have destroyed the key and removed the collection meanwhile; then the blob is put again. */
    @Override
    public void put(String collection, String key, byte[] data) {
        ScopeKey used;
        do {
            used = keys.open(keyOf(collection));
            blobs.put(collection, key, used.encrypt(data, place(collection, key)));
        } while (!isPresent(collection, used));
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] data) {
        ScopeKey used;
        do {
            used = keys.open(keyOf(collection));
            if (!blobs.putIfAbsent(collection, key, used.encrypt(data, place(collection, key)))) {
                return get(collection, key)
                        .filter(stored -> Arrays.equals(stored, data))
                        .isPresent();
            }
        } while (!isPresent(collection, used));
        return true;
    }

    private boolean isPresent(String collection, ScopeKey used) {
        return keys.present(keyOf(collection)).filter(used::isSame).isPresent();
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return blobs.get(collection, key).map(stored -> decrypt(collection, key, stored));
    }

    @Override
    public List<Blob> list(String collection) {
        return blobs.list(collection).stream()
                .map(blob -> new Blob(blob.key(), decrypt(collection, blob.key(), blob.data())))
                .toList();
    }

    private byte[] decrypt(String collection, String key, byte[] encrypted) {
        String name = keyOf(collection);
        ScopeKey used = keys.find(name)
                .filter(known -> known.hasEncrypted(encrypted))
                .or(() -> keys.present(name))
                .orElseThrow(() -> Destruction.of(keys, name, "The collection of blobs " + collection));
        return used.decrypt(encrypted, place(collection, key));
    }

    /** Removes the rows again after the key: what another process put with the old key in between cannot be read. */
    @Override
    public void remove(String collection) {
        blobs.remove(collection);
        if (keys.present(keyOf(collection)).isPresent()) {
            keys.destroy(keyOf(collection));
            blobs.remove(collection);
        }
    }

    private static RowPlace place(String collection, String key) {
        return new RowPlace("record", List.of(collection, key));
    }
}

package dev.commonground.internal.encryption;

import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.StatementIdentity;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one scope or of one collection of blobs: what encrypts its content, and what its statement ids are keyed with.
 *
 * <p>Immutable and thread-safe.
 */
final class ScopeKey {

    private static final byte VERSION = 1;
    private static final int NUMBER_BYTES = Integer.BYTES;
    private static final int KEY_BYTES = 32;
    private static final int HEADER = 1 + NUMBER_BYTES;

    /** How many bytes a ciphertext is longer than its content. */
    static final int OVERHEAD = HEADER + AesGcm.OVERHEAD;

    private final byte[] bytes;
    private final byte[] number;
    private final SecretKeySpec content;
    private final StatementIdentity identity;

    private ScopeKey(byte[] bytes) {
        this.bytes = bytes;
        this.number = Arrays.copyOf(bytes, NUMBER_BYTES);
        this.content = new SecretKeySpec(bytes, NUMBER_BYTES, KEY_BYTES, "AES");
        this.identity = new StatementIdentity(Arrays.copyOfRange(bytes, NUMBER_BYTES + KEY_BYTES, bytes.length));
    }

    /** Returns a new random key. */
    static ScopeKey random() {
        return new ScopeKey(AesGcm.random(NUMBER_BYTES + 2 * KEY_BYTES));
    }

    /** Returns the key of these bytes; empty if they are none. */
    static Optional<ScopeKey> of(byte[] bytes) {
        return bytes.length == NUMBER_BYTES + 2 * KEY_BYTES ? Optional.of(new ScopeKey(bytes)) : Optional.empty();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    StatementIdentity identity() {
        return identity;
    }

    boolean isSame(ScopeKey other) {
        return Arrays.equals(bytes, other.bytes);
    }

    /** Encrypts content for a place. The version and the number of the key precede it. */
    byte[] encrypt(byte[] plain, RowPlace place) {
        byte[] encrypted = AesGcm.encrypt(content, plain, place.bytes());
        return ByteBuffer.allocate(HEADER + encrypted.length)
                .put(VERSION)
                .put(number)
                .put(encrypted)
                .array();
    }

    /** Returns whether this key, and no other of the same scope, encrypted the content. */
    boolean hasEncrypted(byte[] content) {
        return content.length > HEADER && Arrays.equals(content, 1, HEADER, number, 0, NUMBER_BYTES);
    }

    /**
     * Decrypts content from a place.
     *
     * @throws MemoryStoreException if the content was encrypted for another place, with another key, or was changed
     */
    byte[] decrypt(byte[] encrypted, RowPlace place) {
        if (encrypted.length < OVERHEAD || encrypted[0] != VERSION) {
            throw new MemoryStoreException(
                    "%s is not encrypted in a form that this version knows: use the newer library version that wrote it, or restore a backup"
                            .formatted(place));
        }
        if (!hasEncrypted(encrypted)) {
            throw new MemoryStoreException(
                    "%s is encrypted with another key than the present one: the key was destroyed, or a backup is older than its keys. Delete what holds it, or restore the keys of the same time"
                            .formatted(place));
        }
        return AesGcm.decrypt(content, encrypted, HEADER, place.bytes())
                .orElseThrow(() -> new MemoryStoreException(
                        "%s cannot be decrypted, because it was changed or moved outside the library: see SharedMemory.verify(), and restore a backup"
                                .formatted(place)));
    }
}

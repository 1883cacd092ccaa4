package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a memory is encrypted at rest: with the master key of the application, and the keeper of the keys that it wraps.
 *
 * <pre>{@code
 * SharedMemory.builder(Path.of("memory.db"))
 *         .encryption(Encryption.with(masterKey, Path.of("keys", "memory.keys")))
 *         .open();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Encryption {

    private static final int KEY_BYTES = 32;

    private final SecretKey master;
    private final List<SecretKey> accepted;
    private final ScopeKeys keys;

    private Encryption(SecretKey master, List<SecretKey> accepted, ScopeKeys keys) {
        this.master = checked(master);
        this.accepted = List.copyOf(accepted);
        this.keys = requireNonNull(keys, "keys");
    }

    /**
     * Encrypts with a master key whose wrapped keys are in a {@link KeyFile}.
     *
     * @param master 32 random bytes, which are copied
     * @param keyFile the file of the wrapped keys, which is created with the memory. To keep the promise that a destroyed key
     *     covers backups, it must not be in the backups of the memory
     * @throws IllegalArgumentException if the master key does not have 32 bytes
     */
    public static Encryption with(byte[] master, Path keyFile) {
        return with(key(master), new KeyFile(keyFile));
    }

    /**
     * Encrypts with a master key and any keeper.
     *
     * @param master an AES key of 256 bits; it may be in a security module that does not hand it out
     * @throws IllegalArgumentException if the master key is of another kind or length
     */
    public static Encryption with(SecretKey master, ScopeKeys keys) {
        return new Encryption(requireNonNull(master, "master"), List.of(), keys);
    }

    /**
     * Returns these settings with another master key that can unwrap keys: a former one, until all keys are wrapped again, or a
     * coming one, while other processes use it already.
     *
     * @throws IllegalArgumentException if the key does not have 32 bytes
     */
    public Encryption accepting(byte[] other) {
        return accepting(key(other));
    }

    /**
     * Returns these settings with another master key that can unwrap keys, as {@link #accepting(byte[])} does.
     *
     * @throws IllegalArgumentException if the key is of another kind or length
     */
    public Encryption accepting(SecretKey other) {
        List<SecretKey> more = new ArrayList<>(accepted);
        more.add(checked(requireNonNull(other, "other")));
        return new Encryption(master, more, keys);
    }

    private static SecretKey key(byte[] bytes) {
        if (requireNonNull(bytes, "master").length != KEY_BYTES) {
            throw wrongLength(bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** A key in a security module has no encoded form. */
    private static SecretKey checked(SecretKey key) {
        byte[] encoded = key.getEncoded();
        if (!"AES".equals(key.getAlgorithm())) {
            throw new IllegalArgumentException(
                    "The master key is for %s, but must be for AES: generate one with KeyGenerator.getInstance(\"AES\")"
                            .formatted(key.getAlgorithm()));
        }
        if (encoded != null && encoded.length != KEY_BYTES) {
            throw wrongLength(encoded.length);
        }
        return key;
    }

    private static IllegalArgumentException wrongLength(int bytes) {
        return new IllegalArgumentException(
                "The master key has %d bytes, but must have %d: pass random bytes, not a password"
                        .formatted(bytes, KEY_BYTES));
    }

    /** Returns the master key, which wraps new keys. */
    public SecretKey master() {
        return master;
    }

    /** Returns the other master keys that can unwrap keys. */
    public List<SecretKey> accepted() {
        return accepted;
    }

    /** Returns the keeper of the wrapped keys. */
    public ScopeKeys keys() {
        return keys;
    }
}

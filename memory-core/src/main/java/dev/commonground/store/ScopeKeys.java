package dev.commonground.store;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Keeps the keys of scopes and of collections of blobs, each wrapped by the master key, outside the store that they protect.
 * A key that is destroyed here is destroyed for every backup of the store, but not for a backup of this keeper.
 *
 * <p>Every method throws {@link MemoryStoreException} if the keeper fails. Implementations are thread-safe, and several
 * processes can use the same keys at the same time.
 */
public interface ScopeKeys {

    /** Returns the wrapped key of this name, or empty if there is none. It is called often, and should not be slow. */
    Optional<byte[]> find(String name);

    /**
     * Keeps a wrapped key, durably, unless there is one of this name. Of several callers, in any processes, one succeeds.
     *
     * @param name letters, digits and hyphens
     * @return the wrapped key that is kept now
     */
    byte[] putIfAbsent(String name, byte[] wrapped);

    /** Destroys a key for good and durably, and keeps the time. Has no effect if there is no key of this name. */
    void destroy(String name);

    /** Returns when the last key of this name was destroyed; empty if it was not. */
    Optional<Instant> destroyed(String name);

    /**
     * Replaces all wrapped keys atomically and durably.
     *
     * @param rewrapping returns the new form of a wrapped key, given its name and its present form; if it throws, nothing is
     *     replaced
     * @return the number of keys
     */
    int replaceAll(BiFunction<String, byte[], byte[]> rewrapping);
}
